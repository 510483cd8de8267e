package io.quarkiverse.kafkaproducer.runtime.encode;

import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/**
 * One value that a worker writes. It ends once: {@linkplain #written written}, well or not, or {@linkplain #failed failed},
 * by its deadline or by whoever does not want it any more. What is written after that is dropped.
 */
public abstract class Encoding {

    final String topic;
    final long deadlineNanos;
    final long timeoutNanos;
    private final AtomicBoolean ended = new AtomicBoolean();

    // ---- guarded by the lock of the queue

    /** Its number in the order of arrival. */
    long number;
    TopicEncodings.Lane lane;
    /** The time at which a worker began with it; 0 while it waits. */
    long begun;
    /** True once it holds up nothing any more. */
    boolean left;

    /**
     * @param topic of the record
     * @param deadlineNanos by {@link System#nanoTime()}
     * @param timeoutNanos of the call, for the message
     */
    protected Encoding(String topic, long deadlineNanos, long timeoutNanos) {
        this.topic = topic;
        this.deadlineNanos = deadlineNanos;
        this.timeoutNanos = timeoutNanos;
    }

    /** Writes the value. Called on a worker; may block, and throw anything. */
    protected abstract byte[] encode();

    /**
     * Called on the worker when the value has been written in time.
     *
     * @param thrown null if it was
     */
    protected abstract void written(byte[] bytes, Throwable thrown);

    /** Ends it without a value. Called on any thread, which this must not hold up. */
    protected abstract void failed(Failure failure);

    boolean hasEnded() {
        return ended.get();
    }

    final void run() {
        if (ended.get()) {
            return;
        }
        byte[] bytes = null;
        Throwable thrown = null;
        try {
            bytes = encode();
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
        if (ended.compareAndSet(false, true)) {
            written(bytes, thrown);
        }
    }

    /** Returns false if it has ended before. */
    final boolean fail(Failure failure) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        failed(failure);
        return true;
    }
}
