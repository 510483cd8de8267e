package io.quarkiverse.kafkaproducer.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.ConfigurationException;

class SchemaTest {

    private static Schema schema(String kind, String table) {
        return new Schema(new OutboxTable(table, Dialect.of(kind, table)));
    }

    private static void onDatabase(Work work) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            work.on(connection);
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatIsCreatedIsValid() throws SQLException {
        onDatabase(connection -> {
            execute(connection, "CREATE SCHEMA shop");
            for (String table : new String[] { "kafka_outbox", "shop.events" }) {
                Schema schema = schema("h2", table);
                schema.create(connection);
                schema.create(connection);

                assertThatCode(() -> schema.validate(connection)).doesNotThrowAnyException();
            }
        });
    }

    @Test
    void aMissingTableIsToldWithWhatMakesIt() throws SQLException {
        onDatabase(connection -> assertThatThrownBy(() -> schema("h2", "kafka_outbox").validate(connection))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'kafka_outbox' is missing or has another shape")
                .hasMessageContaining("CREATE TABLE IF NOT EXISTS kafka_outbox (")
                .hasMessageContaining("quarkus.kafka-producer.outbox.schema"));
    }

    @Test
    void aMissingColumnIsTold() throws SQLException {
        onDatabase(connection -> {
            Schema schema = schema("h2", "kafka_outbox");
            schema.create(connection);
            execute(connection, "ALTER TABLE kafka_outbox DROP COLUMN last_error");

            assertThatThrownBy(() -> schema.validate(connection)).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("another shape", "LAST_ERROR");
        });
    }

    @Test
    void aColumnOfAnotherTypeIsTold() throws SQLException {
        onDatabase(connection -> {
            Schema schema = schema("h2", "kafka_outbox");
            schema.create(connection);
            execute(connection, "ALTER TABLE kafka_outbox ALTER COLUMN attempts SET DATA TYPE varchar");

            assertThatThrownBy(() -> schema.validate(connection)).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("column 'attempts' is of type CHARACTER VARYING");
        });
    }

    @Test
    void theStatementsHaveTheNameOfTheTable() {
        assertThat(schema("postgresql", "shop.events").ddl())
                .contains("CREATE TABLE IF NOT EXISTS shop.events (")
                .contains("CREATE INDEX IF NOT EXISTS events_lane ON shop.events (lane, id)")
                .doesNotContain("kafka_outbox");
        assertThat(schema("h2", "events").ddl()).contains("CREATE TABLE IF NOT EXISTS events_lanes (");
    }
}
