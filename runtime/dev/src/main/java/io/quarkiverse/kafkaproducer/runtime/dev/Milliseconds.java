package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.concurrent.TimeUnit;

/** Milliseconds with three decimal places, as in footprints. */
final class Milliseconds {

    private static final double MICROSECONDS = 1_000;

    private Milliseconds() {
    }

    static double of(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / MICROSECONDS;
    }
}
