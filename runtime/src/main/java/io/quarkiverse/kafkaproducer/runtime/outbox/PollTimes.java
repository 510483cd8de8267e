package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.concurrent.ThreadLocalRandom;

/** The times at which the relay asks which lanes have rows. Used by its thread alone. */
final class PollTimes {

    private static final double JITTER = 0.25;

    private final long interval;
    private long next;

    PollTimes(long interval) {
        this.interval = interval;
    }

    void at(long time) {
        next = time;
    }

    boolean isDue(long now) {
        return now - next >= 0;
    }

    long in(long now) {
        return next - now;
    }

    /** The next one is an interval, or up to a quarter more, from now. */
    void polled(long now) {
        next = now + interval + (long) (interval * JITTER * ThreadLocalRandom.current().nextDouble());
    }
}
