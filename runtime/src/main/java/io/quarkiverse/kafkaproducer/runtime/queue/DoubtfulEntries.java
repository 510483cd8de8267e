package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/**
 * Records of which nobody knows whether the client has them: an error came out of its {@code send}, perhaps after it had taken
 * them. Their senders have been told. If the client has one, it calls back, so for a while the record counts as in flight: the
 * next one of a new partition does not go out beside it, and a late acknowledgment is told.
 */
final class DoubtfulEntries {

    /** The longest time that anything is held up. */
    private static final long WAIT = PartitionGuard.LONGEST;

    private final SendQueue queue;
    /** The oldest first. */
    private final Queue<Doubt> doubts = new ConcurrentLinkedQueue<>();

    private record Doubt(Entry entry, Failure failure, long until) {
    }

    DoubtfulEntries(SendQueue queue) {
        this.queue = queue;
    }

    /**
     * Safe for any thread.
     *
     * @return when it has to be looked at again
     */
    long add(Entry entry, Failure failure, long now) {
        doubts.add(new Doubt(entry, failure, now + WAIT));
        return now + WAIT;
    }

    // ---- the owner's

    /** Ends those that the client has not called back in time. */
    void settle(long now) {
        while (nextIn(now) <= 0) {
            Doubt over = doubts.poll();
            queue.settle(over.entry, over.failure);
        }
    }

    /** Returns in how many nanoseconds the oldest one's time is over, {@link Long#MAX_VALUE} if there is none. */
    long nextIn(long now) {
        Doubt first = doubts.peek();
        return first == null ? Long.MAX_VALUE : first.until - now;
    }
}
