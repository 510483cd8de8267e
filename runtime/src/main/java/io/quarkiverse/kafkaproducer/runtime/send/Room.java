package io.quarkiverse.kafkaproducer.runtime.send;

/** What a submission does when the queue is full. */
public enum Room {

    /** Its thread, which waits for it anyway, waits for room, too, and ends it at the deadline. */
    THREAD_WAITS,

    /** It is refused at once. */
    REFUSED,

    /** It waits outside, without a thread: for streams, which bound by back-pressure how many of theirs do. */
    PARKED
}
