package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.concurrent.TimeUnit;

/**
 * Tells how long records wait for company, from how far away the brokers are. Waiting as long as a short round trip takes saves
 * requests, and costs little; with brokers that are further away it would only make each send later.
 * <p>
 * A trip is the time from a record that goes out alone, or as the first of a group, to the last answer. The shortest one of the
 * last seconds counts, since a busy machine makes trips long. Where two threads tell of a trip at once, one may be missed.
 */
final class RoundTrips {

    /** Trips of this length and more are long. */
    static final long LONG = TimeUnit.MILLISECONDS.toNanos(1);
    /** The longest wait of records if trips are short. */
    static final long WAIT_IF_SHORT = TimeUnit.MICROSECONDS.toNanos(500);
    /** The longest wait of records if trips are long, or none has been made. */
    static final long WAIT_IF_LONG = TimeUnit.MICROSECONDS.toNanos(125);
    /** A trip counts for this long, and for up to as long again. */
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(10);

    private long periodStarted;
    private long shortest = Long.MAX_VALUE;
    private long shortestBefore = Long.MAX_VALUE;
    private volatile long longestWait = WAIT_IF_LONG;

    /** Returns for how many nanoseconds records wait at most. Safe for any thread. */
    long longestWait() {
        return longestWait;
    }

    void made(long start, long end) {
        boolean first = shortest == Long.MAX_VALUE;
        if (first || end - periodStarted > PERIOD) {
            periodStarted = end;
            shortestBefore = shortest;
            shortest = Long.MAX_VALUE;
        }
        shortest = Math.min(shortest, end - start);
        long now = Math.min(shortest, shortestBefore) < LONG ? WAIT_IF_SHORT : WAIT_IF_LONG;
        if (now != longestWait) {
            longestWait = now;
        }
    }
}
