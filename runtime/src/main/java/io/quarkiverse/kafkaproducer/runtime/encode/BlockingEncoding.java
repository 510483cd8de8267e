package io.quarkiverse.kafkaproducer.runtime.encode;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/** A value that a thread waits for, which then sends it by itself. */
public final class BlockingEncoding extends Encoding {

    private final EncodingQueue queue;
    private final Supplier<byte[]> encode;
    private final Thread caller = Thread.currentThread();
    private byte[] bytes;
    private Throwable thrown;
    private Failure failure;
    private volatile boolean done;

    /**
     * Must be made on the thread that waits.
     *
     * @param topic of the record
     * @param deadlineNanos by {@link System#nanoTime()}
     * @param timeoutNanos of the call, for the message
     */
    public BlockingEncoding(EncodingQueue queue, String topic, long deadlineNanos, long timeoutNanos,
            Supplier<byte[]> encode) {
        super(topic, deadlineNanos, timeoutNanos);
        this.queue = queue;
        this.encode = encode;
    }

    @Override
    protected byte[] encode() {
        return encode.get();
    }

    @Override
    protected void written(byte[] bytes, Throwable thrown) {
        this.bytes = bytes;
        this.thrown = thrown;
        done();
    }

    @Override
    protected void failed(Failure failure) {
        this.failure = failure;
        done();
    }

    private void done() {
        done = true;
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    /**
     * Waits for it until the deadline, or until the thread is interrupted, whose flag stays set then. Blocks.
     *
     * @param order what those have in common whose order is to stay; null for none
     * @return why there is nothing to send; null if there is
     */
    public Failure await(Object order) {
        Failure refusal = queue.add(this, order, false);
        if (refusal != null) {
            return refusal;
        }
        while (!done) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                queue.expire(this);
            } else if (Thread.currentThread().isInterrupted()) {
                queue.interrupt(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        return failure;
    }

    /** Returns what was written, or throws what was thrown instead. */
    public byte[] bytes() {
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return bytes;
    }
}
