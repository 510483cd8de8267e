package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Counts the sends of a transaction that have begun and have not ended, and lets none begin once it is closed. */
final class OpenSends {

    private static final int CLOSED = Integer.MIN_VALUE;

    private final BlockingClock clock;
    /** The number of open sends; negative once it is closed. */
    private final AtomicInteger count = new AtomicInteger();
    private volatile Thread awaiting;

    OpenSends(BlockingClock clock) {
        this.clock = clock;
    }

    /** Returns false if none may begin any more. */
    boolean enter() {
        for (int now = count.get(); now >= 0; now = count.get()) {
            if (count.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void leave() {
        if (count.decrementAndGet() == CLOSED) {
            wake();
        }
    }

    void close() {
        count.getAndUpdate(now -> now < 0 ? now : now + CLOSED);
    }

    /** Returns whether it is closed and all have left. */
    boolean haveLeft() {
        return count.get() == CLOSED;
    }

    /** Lets the waiting thread look again. */
    void wake() {
        Thread thread = awaiting;
        if (thread != null) {
            clock.unpark(thread);
        }
    }

    /**
     * Waits until all have left, until this time, or until there is no need to wait. Blocks.
     *
     * @return false if the thread is interrupted
     */
    boolean awaitLeft(long until, BooleanSupplier enough) {
        awaiting = Thread.currentThread();
        try {
            while (!haveLeft() && !enough.getAsBoolean()) {
                long left = until - clock.nanoTime();
                if (left <= 0) {
                    return true;
                }
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
                clock.park(this, left);
            }
            return true;
        } finally {
            awaiting = null;
        }
    }
}
