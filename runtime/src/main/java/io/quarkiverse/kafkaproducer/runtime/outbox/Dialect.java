package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The SQL of one kind of database, where kinds differ. */
interface Dialect {

    /** Kinds of {@code quarkus.datasource.db-kind} that there is a dialect for. */
    Set<String> KINDS = new TreeSet<>(Set.of("postgresql", "h2"));

    /**
     * @param kind one of {@link #KINDS}
     * @param table a legal name
     */
    static Dialect of(String kind, String table) {
        return switch (kind) {
            case "postgresql" -> new PostgreSqlDialect(table);
            case "h2" -> new H2Dialect(table);
            default -> throw new IllegalArgumentException("There is no dialect for " + kind);
        };
    }

    /** Returns its kind. */
    String kind();

    /** Returns a column's name as it has to be written. */
    String column(String name);

    /** Returns an expression for the present time. */
    String now();

    /** Returns an expression for the milliseconds from one time to another. */
    String millis(String from, String to);

    /** Returns an expression for a time that a parameter, in milliseconds, is ahead of now. */
    String inMillis();

    /** Returns a query for the lanes that have rows. */
    String lanesWithRows();

    /** Makes what lanes are claimed by, where that is needed. */
    void prepareLanes(Connection connection, int lanes) throws SQLException;

    /**
     * Claims those of these lanes that nobody else has, until the connection's transaction ends.
     *
     * @param connection one that has no other use
     */
    Set<Integer> claim(Connection connection, Collection<Integer> lanes) throws SQLException;

    /**
     * Prepares the query for the rows of some lanes, with the values of its parameters.
     *
     * @param columns what to read of {@code o}, the table
     * @param condition which rows
     * @param ofEachLane how many of each lane, at most
     * @param bytes how many bytes the values may have together; the first row is read whatever it has
     */
    PreparedStatement read(Connection connection, String columns, String condition, Collection<Integer> lanes,
            Excluded excluded, int ofEachLane, long bytes) throws SQLException;

    /**
     * Returns a condition that is true, for a statement in a transaction of its own that need not survive a crash of the
     * database: its commit does not wait for the disk.
     */
    String soon();

    /** Prepares a statement that ends with a condition on ids. */
    PreparedStatement withIds(Connection connection, String sqlUpToIds, Collection<Long> ids) throws SQLException;

    /** Returns JDBC properties for connections of the relay: none of its calls may hang for ever. */
    Map<String, String> connectionProperties();
}
