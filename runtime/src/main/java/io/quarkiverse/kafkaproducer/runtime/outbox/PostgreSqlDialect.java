package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PostgreSQL. Lanes are claimed by advisory locks, which end with the transaction or its connection. They take no transaction
 * id, and no snapshot is held between statements, so that a claim that is held for long keeps VACUUM from nothing. A process
 * that stands still, or a host that is gone without a word, keeps its connection: PostgreSQL ends it when nothing is heard of
 * it for 30 s.
 */
record PostgreSqlDialect(String table) implements Dialect {

    /** The table's own number, so that no other table's lanes are the same, and the lane. */
    private static final String CLAIM = """
            SELECT l, ended FROM unnest(?::int[]) l,
              (SELECT set_config('idle_in_transaction_session_timeout', '30s', true)) e(ended)
            WHERE pg_try_advisory_xact_lock((('%s'::regclass)::oid::bigint << 16) + l)""";

    private static final String READ = """
            SELECT * FROM (
              SELECT r.*, sum(r.size) OVER (ORDER BY r.lane, r.id) - r.size AS before FROM (
                SELECT o.* FROM unnest(?::smallint[]) l(lane) CROSS JOIN LATERAL (
                  SELECT %s, coalesce(octet_length(o.value), 0) + 100 AS size FROM %s o
                  WHERE o.lane = l.lane AND %s%s ORDER BY o.id LIMIT ?) o
              ) r
            ) s WHERE before < ?""";

    private static final String NOT_THESE_KEYS = """
            AND o.id <> ALL(?::bigint[]) AND NOT EXISTS (
              SELECT 1 FROM unnest(?::text[], ?::text[], ?::bytea[]) k(producer, topic, key)
              WHERE k.key = o.key AND k.topic = o.topic AND k.producer IS NOT DISTINCT FROM o.producer)""";

    private static final String NOT_THESE_TOPICS = """
            AND NOT EXISTS (SELECT 1 FROM unnest(?::text[], ?::text[]) t(producer, topic)
              WHERE t.topic = o.topic AND t.producer IS NOT DISTINCT FROM o.producer)""";

    private static final String LANES = """
            WITH RECURSIVE l(lane) AS (
              (SELECT lane FROM %1$s ORDER BY lane LIMIT 1)
              UNION ALL
              SELECT (SELECT o.lane FROM %1$s o WHERE o.lane > l.lane ORDER BY o.lane LIMIT 1) FROM l WHERE l.lane IS NOT NULL)
            SELECT lane FROM l WHERE lane IS NOT NULL""";

    /** Asked once for each statement, before it looks for rows. */
    private static final String SOON = "(SELECT set_config('synchronous_commit', 'off', true)) IS NOT NULL";

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public String column(String name) {
        return name;
    }

    /** Returns the expression of the present time, not that of the transaction's begin. */
    @Override
    public String now() {
        return "clock_timestamp()";
    }

    @Override
    public String millis(String from, String to) {
        return "(extract(epoch from (" + to + " - " + from + ")) * 1000)::bigint";
    }

    @Override
    public String inMillis() {
        return "clock_timestamp() + ? * interval '1 millisecond'";
    }

    /** Jumps from lane to lane in the index, however many rows there are. */
    @Override
    public String lanesWithRows() {
        return LANES.formatted(table);
    }

    @Override
    public void prepareLanes(Connection connection, int lanes) {
        // a lock needs nothing to be there
    }

    @Override
    public Set<Integer> claim(Connection connection, Collection<Integer> lanes) throws SQLException {
        Set<Integer> claimed = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(CLAIM.formatted(table))) {
            statement.setArray(1, connection.createArrayOf("int4", lanes.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    claimed.add(rows.getInt(1));
                }
            }
        }
        return claimed;
    }

    @Override
    public PreparedStatement read(Connection connection, String columns, String condition, Collection<Integer> lanes,
            Excluded excluded, int ofEachLane, long bytes) throws SQLException {
        String without = (excluded.keys().isEmpty() ? "" : NOT_THESE_KEYS)
                + (excluded.topics().isEmpty() ? "" : NOT_THESE_TOPICS);
        PreparedStatement statement = connection.prepareStatement(READ.formatted(columns, table, condition, without));
        int next = 1;
        statement.setArray(next++, connection.createArrayOf("int2", lanes.stream().map(Integer::shortValue).toArray()));
        if (!excluded.keys().isEmpty()) {
            List<RowKey> keyed = excluded.keys().stream().filter(one -> one.key() != null).toList();
            statement.setArray(next++, connection.createArrayOf("int8",
                    excluded.keys().stream().filter(one -> one.key() == null).map(RowKey::id).toArray()));
            statement.setArray(next++, connection.createArrayOf("text", keyed.stream().map(RowKey::producer).toArray()));
            statement.setArray(next++, connection.createArrayOf("text", keyed.stream().map(RowKey::topic).toArray()));
            statement.setArray(next++, connection.createArrayOf("bytea",
                    keyed.stream().map(one -> one.key().array()).toArray(byte[][]::new)));
        }
        if (!excluded.topics().isEmpty()) {
            statement.setArray(next++, connection.createArrayOf("text",
                    excluded.topics().stream().map(RowKey.TopicName::producer).toArray()));
            statement.setArray(next++, connection.createArrayOf("text",
                    excluded.topics().stream().map(RowKey.TopicName::topic).toArray()));
        }
        statement.setInt(next++, ofEachLane);
        statement.setLong(next, bytes);
        return statement;
    }

    @Override
    public String soon() {
        return SOON;
    }

    @Override
    public PreparedStatement withIds(Connection connection, String sqlUpToIds, Collection<Long> ids) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sqlUpToIds + " id = ANY(?)");
        statement.setArray(1, connection.createArrayOf("int8", ids.toArray()));
        return statement;
    }

    /**
     * Statements are planned each time: a plan that is kept from when the table was nearly empty reads all of a large one for
     * each lane.
     */
    @Override
    public Map<String, String> connectionProperties() {
        return Map.of("socketTimeout", "30", "connectTimeout", "10", "tcpKeepAlive", "true", "prepareThreshold", "0");
    }
}
