package io.quarkiverse.kafkaproducer.runtime.footprint;

/** Durations as payloads have them. */
final class Milliseconds {

    private static final double NANOS_OF_A_MICROSECOND = 1_000;
    private static final double MICROSECONDS = 1_000;

    private Milliseconds() {
    }

    /** Returns nanoseconds as milliseconds with three decimals. */
    static double of(long nanos) {
        return Math.round(nanos / NANOS_OF_A_MICROSECOND) / MICROSECONDS;
    }
}
