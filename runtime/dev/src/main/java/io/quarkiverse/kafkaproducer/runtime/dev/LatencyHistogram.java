package io.quarkiverse.kafkaproducer.runtime.dev;

/** Counts durations by size, within 9 percent, in bounded memory. Not for several threads. */
final class LatencyHistogram {

    private static final double NANOS_OF_A_MICROSECOND = 1_000;
    private static final double MICROS_OF_A_MILLISECOND = 1_000;
    private static final int BUCKETS_OF_A_DOUBLING = 8;
    /** From a microsecond up to more than an hour. */
    private static final int BUCKETS = 32 * BUCKETS_OF_A_DOUBLING;

    private final int[] counts = new int[BUCKETS];
    private int total;

    void add(long nanos) {
        counts[bucket(nanos / NANOS_OF_A_MICROSECOND)]++;
        total++;
    }

    private static int bucket(double micros) {
        int bucket = (int) (BUCKETS_OF_A_DOUBLING * Math.log(Math.max(1, micros)) / Math.log(2));
        return Math.min(bucket, BUCKETS - 1);
    }

    /** Returns what this share of them did not exceed, in milliseconds; null if there are none. */
    Double percentile(double share) {
        if (total == 0) {
            return null;
        }
        long wanted = (long) Math.ceil(share * total);
        int bucket = 0;
        for (long seen = counts[0]; seen < wanted; seen += counts[bucket]) {
            bucket++;
        }
        double micros = Math.pow(2, (bucket + 1.0) / BUCKETS_OF_A_DOUBLING);
        return Math.round(micros) / MICROS_OF_A_MILLISECOND;
    }
}
