package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the records on their way, from their submission until they are acknowledged or taken back, and bounds them. Both
 * counts are one number, so that room for a record is taken whole or not at all, without a lock.
 */
public final class Capacity {

    /** 128 GiB, and 134 million records: more than fits into any heap. */
    private static final int BITS_OF_BYTES = 37;
    private static final long ONE_RECORD = 1L << BITS_OF_BYTES;
    private static final long MOST_BYTES = ONE_RECORD - 1;
    private static final int MOST_RECORDS = (int) (Long.MAX_VALUE >> BITS_OF_BYTES);

    private final int mostRecords;
    private final long mostBytes;
    private final AtomicLong taken = new AtomicLong();

    public Capacity(int mostRecords, long mostBytes) {
        this.mostRecords = Math.min(mostRecords, MOST_RECORDS);
        this.mostBytes = Math.min(mostBytes, MOST_BYTES);
    }

    /** Returns whether a record of this size fits at all. */
    boolean everFits(int size) {
        return size <= mostBytes;
    }

    boolean take(int size) {
        while (true) {
            long now = taken.get();
            if (recordsOf(now) >= mostRecords || bytesOf(now) + size > mostBytes) {
                return false;
            }
            if (taken.compareAndSet(now, now + ONE_RECORD + size)) {
                return true;
            }
        }
    }

    /** Returns whether nothing is taken any more. */
    boolean giveBack(int size) {
        return taken.addAndGet(-ONE_RECORD - size) == 0;
    }

    int records() {
        return recordsOf(taken.get());
    }

    long bytes() {
        return bytesOf(taken.get());
    }

    boolean isEmpty() {
        return taken.get() == 0;
    }

    long mostBytes() {
        return mostBytes;
    }

    @Override
    public String toString() {
        long now = taken.get();
        return recordsOf(now) + " of " + mostRecords + " records, " + bytesOf(now) + " of " + mostBytes + " bytes";
    }

    private static int recordsOf(long taken) {
        return (int) (taken >> BITS_OF_BYTES);
    }

    private static long bytesOf(long taken) {
        return taken & MOST_BYTES;
    }
}
