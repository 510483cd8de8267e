package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.Arrays;

/** The durations of the latest sends, up to a fixed number. */
final class Durations {

    private final long[] latest;
    private int size;
    private int next;

    Durations(int most) {
        this.latest = new long[most];
    }

    synchronized void add(long nanos) {
        latest[next] = nanos;
        next = (next + 1) % latest.length;
        size = Math.min(size + 1, latest.length);
    }

    /**
     * Returns the duration that this share of them did not exceed, in milliseconds.
     *
     * @return null if there are none
     */
    Double percentile(double share) {
        long[] sorted = copy();
        if (sorted.length == 0) {
            return null;
        }
        Arrays.sort(sorted);
        return Milliseconds.of(sorted[(int) Math.ceil(share * sorted.length) - 1]);
    }

    private synchronized long[] copy() {
        return Arrays.copyOf(latest, size);
    }
}
