package io.quarkiverse.kafkaproducer.runtime.queue;

/** Tells the time, so that a test can give the queue another one. */
@FunctionalInterface
public interface Clock {

    /** The time of this process. */
    Clock SYSTEM = System::nanoTime;

    /** Returns nanoseconds from an arbitrary origin, as {@link System#nanoTime()} does. */
    long nanoTime();
}
