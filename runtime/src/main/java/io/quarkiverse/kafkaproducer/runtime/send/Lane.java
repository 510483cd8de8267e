package io.quarkiverse.kafkaproducer.runtime.send;

import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;

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

    /** The client that knew it: another one has to learn it first. Null if nothing is known. */
    private KafkaClient knownBy;

    /** When to ask for the metadata again, and how long to wait after that. */
    long askAgainAt;
    long backoff;

    Lane(String topic) {
        this.topic = topic;
    }

    boolean isKnown() {
        return knownBy != null;
    }

    boolean isKnownBy(KafkaClient client, long now) {
        return knownBy == client && knownUntil - now > 0;
    }

    void known(KafkaClient by, int partitions, long until) {
        this.knownBy = by;
        this.partitions = partitions;
        this.knownUntil = until;
    }

    void forget() {
        knownBy = null;
    }
}
