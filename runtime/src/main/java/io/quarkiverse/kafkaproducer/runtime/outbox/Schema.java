package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The table's definition: makes it, and checks that it is as it should be. */
final class Schema {

    private static final String PROPERTY = "quarkus.kafka-producer.outbox.schema";

    private static final Set<Integer> TEXT = Set.of(Types.VARCHAR, Types.LONGVARCHAR, Types.CHAR, Types.CLOB);
    private static final Set<Integer> BYTES = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);
    private static final Set<Integer> TIME = Set.of(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);
    private static final Set<Integer> ID = Set.of(Types.OTHER, Types.BINARY);
    private static final Set<Integer> INTEGER = Set.of(Types.INTEGER);
    private static final Set<Integer> BIGINT = Set.of(Types.BIGINT);

    private static final Map<String, Set<Integer>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("id", BIGINT);
        COLUMNS.put("lane", Set.of(Types.SMALLINT));
        COLUMNS.put("message_id", ID);
        COLUMNS.put("producer", TEXT);
        COLUMNS.put("topic", TEXT);
        COLUMNS.put("partition", INTEGER);
        COLUMNS.put("record_timestamp", BIGINT);
        COLUMNS.put("key", BYTES);
        COLUMNS.put("value", BYTES);
        COLUMNS.put("headers", BYTES);
        COLUMNS.put("created", TIME);
        COLUMNS.put("attempts", INTEGER);
        COLUMNS.put("retry_at", TIME);
        COLUMNS.put("last_error", TEXT);
    }

    private final OutboxTable table;

    Schema(OutboxTable table) {
        this.table = table;
    }

    /** Makes what is missing. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : ddl().split(";")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }

    /**
     * Checks the columns and their types.
     *
     * @throws ConfigurationException if the table is missing or has another shape; the message has what makes it
     * @throws SQLException if the database cannot be asked
     */
    void validate(Connection connection) throws SQLException {
        StringBuilder columns = new StringBuilder();
        COLUMNS.keySet().forEach(column -> columns.append(columns.isEmpty() ? "" : ", ").append(
                table.dialect().column(column)));
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT " + columns + " FROM " + table.name() + " WHERE 1 = 0");
                var rows = statement.executeQuery()) {
            checkTypes(rows.getMetaData());
        } catch (SQLException e) {
            if (DatabaseFailures.isOfConnection(e)) {
                throw e;
            }
            throw wrong("The outbox table '" + table.name() + "' is missing or has another shape: " + e.getMessage());
        }
    }

    private void checkTypes(ResultSetMetaData found) throws SQLException {
        int column = 1;
        for (Map.Entry<String, Set<Integer>> wanted : COLUMNS.entrySet()) {
            if (!wanted.getValue().contains(found.getColumnType(column))) {
                throw wrong("The outbox table '" + table.name() + "' has another shape: column '" + wanted.getKey()
                        + "' is of type " + found.getColumnTypeName(column));
            }
            column++;
        }
    }

    private ConfigurationException wrong(String what) {
        return new ConfigurationException(what + ". Make the table by\n\n" + ddl() + "\nwhich is also in " + resource()
                + " of this extension, for Flyway, and in db/kafka-outbox/changelog.xml, for Liquibase; or set " + PROPERTY
                + " to create", Set.of(PROPERTY));
    }

    private String resource() {
        return OutboxDatabases.ddl(table.dialect().kind());
    }

    /** Returns the statements that make the table. */
    String ddl() {
        String name = table.name();
        String unqualified = name.substring(name.indexOf('.') + 1);
        return read().replaceAll("\\bkafka_outbox_lane\\b", unqualified + "_lane")
                .replaceAll("\\bkafka_outbox(?=\\b|_lanes\\b)", name);
    }

    private String read() {
        try (InputStream in = Schema.class.getClassLoader().getResourceAsStream(resource())) {
            if (in == null) {
                throw new IllegalStateException(resource() + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
