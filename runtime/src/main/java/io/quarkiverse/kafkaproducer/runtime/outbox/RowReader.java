package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the next rows of claimed lanes, key by key, without those that are on their way or held back. */
final class RowReader {

    private static final long BYTES_AT_A_TIME = 16L * 1024 * 1024;
    private static final int LEAST_OF_A_LANE = 16;

    private final OutboxTable table;
    private final int batchSize;
    private final RowOutcomes outcomes;
    private final Publishing publishing;

    RowReader(OutboxTable table, int batchSize, RowOutcomes outcomes, Publishing publishing) {
        this.table = table;
        this.batchSize = batchSize;
        this.outcomes = outcomes;
        this.publishing = publishing;
    }

    /** Returns the rows that may go out. A lane that has more than were read is to be read again. */
    Collection<Chain> read(Connection connection, List<HeldLane> lanes) throws SQLException {
        long now = System.nanoTime();
        int ofEachLane = Math.max(Math.min(LEAST_OF_A_LANE, batchSize), batchSize / lanes.size());
        List<RowKey> without = new ArrayList<>(outcomes.held().held(now));
        without.addAll(publishing.detachedKeys());
        Map<Integer, HeldLane> byNumber = new LinkedHashMap<>();
        lanes.forEach(lane -> byNumber.put(lane.number, lane));
        List<PendingRow> rows = table.read(connection, byNumber.keySet(),
                new Excluded(without, outcomes.gates().closed(now)), ofEachLane, BYTES_AT_A_TIME);
        markUnread(rows, ofEachLane, lanes);
        return chains(rows, byNumber);
    }

    private static void markUnread(List<PendingRow> rows, int ofEachLane, List<HeldLane> lanes) {
        long bytes = 0;
        Map<Integer, Integer> count = new HashMap<>();
        for (PendingRow row : rows) {
            count.merge(row.lane(), 1, Integer::sum);
            bytes += row.value() == null ? 0 : row.value().length;
        }
        boolean more = bytes >= BYTES_AT_A_TIME || rows.size() >= (long) ofEachLane * lanes.size();
        for (HeldLane lane : lanes) {
            if (more || count.getOrDefault(lane.number, 0) >= ofEachLane) {
                lane.unread = true;
            }
        }
    }

    private Collection<Chain> chains(List<PendingRow> rows, Map<Integer, HeldLane> lanes) {
        long now = System.nanoTime();
        HeldKeys held = outcomes.held();
        Map<RowKey, Chain> chains = new LinkedHashMap<>();
        for (PendingRow row : rows) {
            RowKey key = row.rowKey();
            if (row.waitMillis() > 0) {
                if (!chains.containsKey(key)) {
                    held.found(row, now);
                }
            } else if (!held.isHeld(key, now) && !publishing.isOnItsWay(key)) {
                chains.computeIfAbsent(key, one -> new Chain(one, lanes.get(row.lane()))).add(row);
            }
        }
        return chains.values();
    }
}
