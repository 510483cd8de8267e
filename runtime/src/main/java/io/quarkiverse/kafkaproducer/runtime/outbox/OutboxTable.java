package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.quarkiverse.kafkaproducer.outbox.BlockedKey;

/** The statements on the table. Each takes the connection that it is made on. */
final class OutboxTable {

    /** A row that is set aside is not to be tried before this time. */
    private static final String PARKED = "TIMESTAMP '9999-01-01 00:00:00'";
    private static final int MOST_BLOCKED = 1000;
    private static final Comparator<PendingRow> BY_LANE_AND_ID = Comparator.comparingInt(PendingRow::lane)
            .thenComparingLong(PendingRow::id);

    private final String name;
    private final Dialect dialect;
    private final String insert;
    private final String columns;
    private final String condition;

    /** @param name a legal one */
    OutboxTable(String name, Dialect dialect) {
        this.name = name;
        this.dialect = dialect;
        this.insert = "INSERT INTO " + name + " (lane, message_id, producer, topic, " + dialect.column("partition")
                + ", record_timestamp, " + dialect.column("key") + ", " + dialect.column("value")
                + ", headers, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, " + dialect.now() + ")";
        this.columns = "o.id, o.lane, o.message_id, o.producer, o.topic, o." + dialect.column("partition")
                + ", o.record_timestamp, o." + dialect.column("key") + ", o." + dialect.column("value")
                + ", o.headers, o.attempts, coalesce(" + dialect.millis(dialect.now(), "o.retry_at") + ", 0) AS wait_millis, "
                + dialect.millis("o.created", dialect.now()) + " AS age_millis";
        this.condition = "(o.retry_at IS NULL OR o.retry_at < " + PARKED + ")";
    }

    String name() {
        return name;
    }

    Dialect dialect() {
        return dialect;
    }

    // ---- of the application's transaction

    void insert(Connection connection, List<OutboxRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (OutboxRow row : rows) {
                statement.setShort(1, (short) row.lane());
                statement.setObject(2, row.messageId());
                statement.setString(3, row.producer());
                statement.setString(4, row.topic());
                statement.setObject(5, row.partition(), Types.INTEGER);
                statement.setObject(6, row.timestamp(), Types.BIGINT);
                statement.setBytes(7, row.key());
                statement.setBytes(8, row.value());
                statement.setBytes(9, row.headers());
                if (rows.size() == 1) {
                    statement.executeUpdate();
                } else {
                    statement.addBatch();
                }
            }
            if (rows.size() > 1) {
                statement.executeBatch();
            }
        }
    }

    // ---- of the relay

    Set<Integer> lanesWithRows(Connection connection) throws SQLException {
        Set<Integer> lanes = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement(dialect.lanesWithRows());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                lanes.add(rows.getInt(1));
            }
        }
        return lanes;
    }

    /** Returns rows by lane and then by id, as far as they are not set aside. */
    List<PendingRow> read(Connection connection, Collection<Integer> lanes, Excluded excluded, int ofEachLane, long bytes)
            throws SQLException {
        List<PendingRow> read = new ArrayList<>();
        long now = System.nanoTime();
        try (PreparedStatement statement = dialect.read(connection, columns, condition, lanes, excluded, ofEachLane, bytes);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                read.add(row(rows, now));
            }
        }
        read.sort(BY_LANE_AND_ID);
        return read;
    }

    private static PendingRow row(ResultSet rows, long now) throws SQLException {
        return new PendingRow(rows.getLong(1), rows.getInt(2), rows.getObject(3, UUID.class), rows.getString(4),
                rows.getString(5), rows.getObject(6, Integer.class), rows.getObject(7, Long.class), rows.getBytes(8),
                rows.getBytes(9), rows.getBytes(10), rows.getInt(11), rows.getLong(12), rows.getLong(13), now);
    }

    /** Deletes what has been published. A crash of the database may bring the last ones back, which are published again. */
    void delete(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement statement = dialect.withIds(connection,
                "DELETE FROM " + name + " WHERE " + dialect.soon() + " AND", ids)) {
            statement.executeUpdate();
        }
    }

    /** Takes note that a row has failed. The first failure has not been noted. */
    void failed(Connection connection, long id, long waitMillis, String error) throws SQLException {
        note(connection, "retry_at = " + dialect.inMillis(), id, waitMillis, error);
    }

    /** The same for one that is set aside. */
    void parked(Connection connection, long id, String error) throws SQLException {
        note(connection, "retry_at = " + PARKED, id, null, error);
    }

    private void note(Connection connection, String retryAt, long id, Long waitMillis, String error) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE " + name
                + " SET attempts = CASE WHEN attempts = 0 THEN 2 ELSE attempts + 1 END, " + retryAt
                + ", last_error = ? WHERE id = ?")) {
            int next = 1;
            if (waitMillis != null) {
                statement.setLong(next++, waitMillis);
            }
            statement.setString(next++, error);
            statement.setLong(next, id);
            statement.executeUpdate();
        }
    }

    /** Returns those of these rows that are still there and not to be tried yet. */
    Set<Long> stillHeld(Connection connection, Collection<Long> ids) throws SQLException {
        Set<Long> held = new TreeSet<>();
        try (PreparedStatement statement = dialect.withIds(connection,
                "SELECT id FROM " + name + " WHERE retry_at > " + dialect.now() + " AND", ids);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                held.add(rows.getLong(1));
            }
        }
        return held;
    }

    // ---- of the monitor

    long count(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM " + name).orElseThrow();
    }

    long countBlocked(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM " + name + " WHERE attempts > 0").orElseThrow();
    }

    boolean isEmpty(Connection connection) throws SQLException {
        return number(connection, "SELECT id FROM " + name + " ORDER BY id LIMIT 1").isEmpty();
    }

    /** The row with the smallest id is the oldest one, or close to it. */
    Optional<Duration> oldest(Connection connection) throws SQLException {
        return number(connection, "SELECT " + dialect.millis("created", dialect.now()) + " FROM " + name
                + " ORDER BY id LIMIT 1").map(millis -> Duration.ofMillis(Math.max(0, millis)));
    }

    private static Optional<Long> number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        }
    }

    List<BlockedKey> blocked(Connection connection) throws SQLException {
        List<BlockedKey> blocked = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT message_id, topic, " + dialect.column("key")
                + ", headers, attempts, created, last_error FROM " + name + " WHERE attempts > 0 ORDER BY id LIMIT "
                + MOST_BLOCKED); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                blocked.add(new BlockedKey(rows.getObject(1, UUID.class), rows.getString(2),
                        KeyText.of(rows.getBytes(3), rows.getBytes(4)), rows.getInt(5), instant(rows, 6),
                        rows.getString(7)));
            }
        }
        return blocked;
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Returns whether there is such a row. */
    boolean retry(Connection connection, UUID messageId) throws SQLException {
        return byMessageId(connection, "UPDATE " + name + " SET retry_at = NULL WHERE message_id = ?", messageId);
    }

    /** Returns whether there was such a row. */
    boolean discard(Connection connection, UUID messageId) throws SQLException {
        return byMessageId(connection, "DELETE FROM " + name + " WHERE message_id = ?", messageId);
    }

    private static boolean byMessageId(Connection connection, String sql, UUID messageId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, messageId);
            return statement.executeUpdate() > 0;
        }
    }
}
