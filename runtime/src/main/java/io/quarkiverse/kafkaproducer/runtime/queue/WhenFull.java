package io.quarkiverse.kafkaproducer.runtime.queue;

/** Says what a send does when the queue is full. */
public enum WhenFull {

    /** It waits for room, first come first served. Its thread waits for it, and looks to its deadline itself. */
    BLOCK,

    /** It is refused at once. */
    REJECT,

    /** It waits for room, first come first served, without a thread: for streams, which bound how many of theirs do. */
    PARK
}
