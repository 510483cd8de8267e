package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The deadlines of entries for which no thread waits, in buckets of a few milliseconds. Entries that have ended stay until
 * they are many; then they are swept out. So an entry costs the same whatever their number, and what has ended is bounded by
 * what has not. The owner's.
 */
final class Deadlines {

    static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

    private static final class Bucket {
        private final long tick;
        private Entry first;

        private Bucket(long tick) {
            this.tick = tick;
        }
    }

    /** Ticks are counted from here, as the time may be negative and may wrap around. */
    private final long origin;
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private Bucket latestUsed;
    private int size;

    Deadlines(long origin) {
        this.origin = origin;
    }

    int size() {
        return size;
    }

    void add(Entry entry) {
        long tick = (entry.deadlineNanos() - origin) / TICK + 1;
        if (latestUsed == null || latestUsed.tick != tick) {
            latestUsed = buckets.computeIfAbsent(tick, Bucket::new);
        }
        entry.due = latestUsed.first;
        latestUsed.first = entry;
        size++;
    }

    /** Returns when the first bucket is due, {@link Long#MAX_VALUE} nanoseconds after now if there is none. */
    long nextIn(long now) {
        return buckets.isEmpty() ? Long.MAX_VALUE : origin + buckets.firstKey() * TICK - now;
    }

    /** Takes out the entries whose deadline has passed and that have not ended. */
    void takeExpired(long now, Consumer<Entry> expired) {
        while (!buckets.isEmpty() && nextIn(now) <= 0) {
            Bucket bucket = buckets.pollFirstEntry().getValue();
            if (latestUsed == bucket) {
                latestUsed = null;
            }
            Entry next = bucket.first;
            while (next != null) {
                Entry entry = next;
                next = entry.due;
                entry.due = null;
                size--;
                if (!entry.isEnded()) {
                    expired.accept(entry);
                }
            }
        }
    }

    /** Drops the entries that have ended. */
    void sweep() {
        latestUsed = null;
        buckets.values().removeIf(bucket -> {
            Entry next = bucket.first;
            bucket.first = null;
            while (next != null) {
                Entry entry = next;
                next = entry.due;
                if (entry.isEnded()) {
                    entry.due = null;
                    size--;
                } else {
                    entry.due = bucket.first;
                    bucket.first = entry;
                }
            }
            return bucket.first == null;
        });
    }
}
