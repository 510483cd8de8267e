package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** H2, for development and tests. Lanes are claimed by locks of rows in a table of their own. */
record H2Dialect(String table) implements Dialect {

    private static final Set<String> KEYWORDS = Set.of("key", "value", "partition");

    @Override
    public String kind() {
        return "h2";
    }

    @Override
    public String column(String name) {
        return KEYWORDS.contains(name) ? '"' + name.toUpperCase(Locale.ROOT) + '"' : name;
    }

    @Override
    public String now() {
        return "CURRENT_TIMESTAMP";
    }

    @Override
    public String millis(String from, String to) {
        return "DATEDIFF(MILLISECOND, " + from + ", " + to + ")";
    }

    @Override
    public String inMillis() {
        return "DATEADD(MILLISECOND, ?, CURRENT_TIMESTAMP)";
    }

    @Override
    public String lanesWithRows() {
        return "SELECT DISTINCT lane FROM " + table;
    }

    @Override
    public void prepareLanes(Connection connection, int lanes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "MERGE INTO " + table + "_lanes (lane) KEY (lane) SELECT x - 1 FROM SYSTEM_RANGE(1, " + lanes + ")");
        }
    }

    @Override
    public Set<Integer> claim(Connection connection, Collection<Integer> lanes) throws SQLException {
        Set<Integer> claimed = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT lane FROM " + table + "_lanes WHERE lane IN ("
                + list(lanes) + ") FOR UPDATE SKIP LOCKED"); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                claimed.add(rows.getInt(1));
            }
        }
        return claimed;
    }

    @Override
    public PreparedStatement read(Connection connection, String columns, String condition, Collection<Integer> lanes,
            Excluded excluded, int ofEachLane, long bytes) throws SQLException {
        StringBuilder without = new StringBuilder();
        excluded.keys().forEach(one -> without.append(one.key() == null ? " AND o.id <> ?"
                : " AND NOT (o.topic = ? AND o.\"KEY\" = ? AND o.producer IS NOT DISTINCT FROM ?)"));
        excluded.topics().forEach(one -> without.append(" AND NOT (o.topic = ? AND o.producer IS NOT DISTINCT FROM ?)"));
        PreparedStatement statement = connection
                .prepareStatement("SELECT " + columns + " FROM " + table + " o WHERE o.lane IN ("
                        + list(lanes) + ") AND " + condition + without + " ORDER BY o.id LIMIT ?");
        int next = 1;
        for (RowKey one : excluded.keys()) {
            if (one.key() == null) {
                statement.setLong(next++, one.id());
            } else {
                statement.setString(next++, one.topic());
                statement.setBytes(next++, one.key().array());
                statement.setString(next++, one.producer());
            }
        }
        for (RowKey.TopicName one : excluded.topics()) {
            statement.setString(next++, one.topic());
            statement.setString(next++, one.producer());
        }
        statement.setInt(next, ofEachLane * lanes.size());
        return statement;
    }

    @Override
    public String soon() {
        return "1 = 1";
    }

    @Override
    public PreparedStatement withIds(Connection connection, String sqlUpToIds, Collection<Long> ids) throws SQLException {
        return connection.prepareStatement(sqlUpToIds + " id IN (" + list(ids) + ")");
    }

    private static String list(Collection<? extends Number> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    @Override
    public Map<String, String> connectionProperties() {
        return Map.of();
    }
}
