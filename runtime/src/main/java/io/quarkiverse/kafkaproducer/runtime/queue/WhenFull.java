package io.quarkiverse.kafkaproducer.runtime.queue;

/** Says what a send does when the queue is full. */
public enum WhenFull {

    /** Waits for room, first come first served. The sender's thread waits, and sees to its deadline itself. */
    BLOCK,

    /** Refuses the send at once. */
    REJECT,

    /**
     * Waits for room, first come first served, without a thread: for streams, which bound the number of their records that
     * wait.
     */
    PARK
}
