package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * The rows of one key that have been read, in their order. One of them is on its way at a time: the next one is sent when it
 * has
 * been acknowledged.
 */
final class Chain {

    private final RowKey key;
    private final Deque<PendingRow> rows = new ArrayDeque<>();
    /** Null once the lane does not wait for it any more. */
    private HeldLane lane;
    private long sentAt;

    Chain(RowKey key, HeldLane lane) {
        this.key = key;
        this.lane = lane;
    }

    RowKey key() {
        return key;
    }

    void add(PendingRow row) {
        rows.add(row);
        lane.rows++;
    }

    /** Returns the row that is to go out next, or is on its way; null if all are published. */
    PendingRow first() {
        return rows.peek();
    }

    Collection<PendingRow> rows() {
        return rows;
    }

    void sent(long now) {
        sentAt = now;
    }

    long sentAt() {
        return sentAt;
    }

    /** The first one has been published. */
    void removeFirst() {
        rows.poll();
        if (lane != null) {
            lane.rows--;
        }
    }

    /** Forgets all rows; they are still in the table. */
    void drop() {
        if (lane != null) {
            lane.rows -= rows.size();
        }
        rows.clear();
    }

    boolean isDetached() {
        return lane == null;
    }

    /** Lets the lane go on without it; forgets all but the row that is on its way. */
    void detach() {
        PendingRow first = rows.peek();
        drop();
        lane = null;
        rows.add(first);
    }

    HeldLane lane() {
        return lane;
    }
}
