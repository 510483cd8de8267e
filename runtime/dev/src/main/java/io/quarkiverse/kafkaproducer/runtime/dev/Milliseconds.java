package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.concurrent.TimeUnit;

/** To three places, as footprints have them. */
final class Milliseconds {

    private static final double MICROSECONDS = 1_000;

    private Milliseconds() {
    }

    static double of(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / MICROSECONDS;
    }
}
