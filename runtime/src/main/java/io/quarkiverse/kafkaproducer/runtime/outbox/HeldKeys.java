package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The keys whose records have failed and are not to be tried for a while. Used by the relay's thread alone. */
final class HeldKeys {

    private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SECOND_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(10);
    private static final long FORGET = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_DOUBLINGS = 10;

    /** A failure of a key's first record. */
    private static final class Hold {

        private final long row;
        private final int attempts;
        private final boolean noted;
        private long until;

        private Hold(long row, int attempts, boolean noted, long until) {
            this.row = row;
            this.attempts = attempts;
            this.noted = noted;
            this.until = until;
        }
    }

    /** The result of a failure: the wait, and whether it is written to the table for other replicas. */
    record Verdict(int attempts, long waitNanos) {

        /** A failure that does not come twice is nobody else's business. */
        boolean isToBeNoted() {
            return attempts > 1;
        }
    }

    private final Map<RowKey, Hold> holds = new HashMap<>();

    /** A row has failed. */
    Verdict failed(PendingRow row, long now) {
        Hold before = holds.get(row.rowKey());
        int known = before != null && before.row == row.id() ? before.attempts : 0;
        int attempts = Math.max(known, row.attempts()) + 1;
        long wait = attempts == 1 ? FIRST_WAIT
                : Math.min(LONGEST_WAIT, SECOND_WAIT << Math.min(attempts - 2, MOST_DOUBLINGS));
        holds.put(row.rowKey(), new Hold(row.id(), attempts, attempts > 1, now + wait));
        return new Verdict(attempts, wait);
    }

    /** The table says that a row is not to be tried yet. */
    void found(PendingRow row, long now) {
        holds.put(row.rowKey(), new Hold(row.id(), row.attempts(), true,
                now + TimeUnit.MILLISECONDS.toNanos(row.waitMillis())));
    }

    /** A record of the key has been published, or set aside. */
    void release(RowKey key) {
        if (!holds.isEmpty()) {
            holds.remove(key);
        }
    }

    /** Lets all held keys be tried now. */
    void releaseAll(long now) {
        holds.values().forEach(hold -> hold.until = now);
    }

    /** Returns the rows that are held as the table says. */
    List<Long> notedRows(long now) {
        List<Long> rows = new ArrayList<>();
        holds.values().forEach(hold -> {
            if (hold.noted && hold.until - now > 0) {
                rows.add(hold.row);
            }
        });
        return rows;
    }

    /** The table holds these of them, and the others no more. */
    void keepNoted(Set<Long> held, long now) {
        holds.values().removeIf(hold -> hold.noted && hold.until - now > 0 && !held.contains(hold.row));
    }

    /** Forgets those that somebody else may have published long ago. */
    void forgetOld(long now) {
        holds.values().removeIf(hold -> now - hold.until > FORGET);
    }

    Collection<RowKey> held(long now) {
        if (holds.isEmpty()) {
            return List.of();
        }
        List<RowKey> held = new ArrayList<>();
        holds.forEach((key, hold) -> {
            if (hold.until - now > 0) {
                held.add(key);
            }
        });
        return held;
    }

    boolean isHeld(RowKey key, long now) {
        Hold hold = holds.isEmpty() ? null : holds.get(key);
        return hold != null && hold.until - now > 0;
    }

    /** Returns when the next one may be tried again, in nanoseconds from now; {@link Long#MAX_VALUE} if none is held. */
    long nextIn(long now) {
        long next = Long.MAX_VALUE;
        for (Hold hold : holds.values()) {
            long in = hold.until - now;
            if (in > 0) {
                next = Math.min(next, in);
            }
        }
        return next;
    }
}
