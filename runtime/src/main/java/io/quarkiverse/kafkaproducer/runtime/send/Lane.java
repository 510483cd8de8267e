package io.quarkiverse.kafkaproducer.runtime.send;

/** The records of one topic that wait to be handed over, in the order in which they came. Guarded by the queue's lock. */
final class Lane {

    enum State {
        /** Nothing to hand over. */
        IDLE,
        /** In line to be handed over. */
        READY,
        /** Has records, but the topic's metadata is not there yet. */
        WAITING
    }

    final String topic;
    final Chain<Submission> records = new Chain<>();
    State state = State.IDLE;

    /** How many partitions the topic has, as the client knew at {@link #knownUntil} less {@link Lanes#METADATA_TRUSTED}. */
    int partitions;
    long knownUntil;
    boolean known;

    /** When to ask for the metadata again, and how long to wait after that. */
    long askAgainAt;
    long backoff;

    Lane(String topic) {
        this.topic = topic;
    }
}
