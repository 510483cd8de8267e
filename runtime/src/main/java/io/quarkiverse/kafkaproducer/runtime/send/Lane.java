package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.concurrent.TimeUnit;

import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;

/** The records of one topic that wait to be handed over, in the order in which they came. Guarded by the queue's lock. */
final class Lane {

    enum State {
        /** Nothing to hand over. */
        IDLE,
        /** In line to be handed over. */
        READY,
        /** Has records, but the topic's metadata is not there yet. */
        WAITING,
        /** Has records, but the one that the client has must be acknowledged first. */
        HELD
    }

    /** How long after the first acknowledgment the leaders of all partitions are taken to be there, at least. */
    private static final long PROOF = TimeUnit.MILLISECONDS.toNanos(100);

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

    /** How many of its records the client has. */
    private int withClient;

    /** The client that got an acknowledgment for this topic, when it was first given a record, and when that was enough. */
    private KafkaClient provenBy;
    private KafkaClient triedBy;
    private long triedAt;
    private long provenFrom;

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

    /**
     * Whether no further record may go to the client now. Until the topic has proved to be there, they go one at a time: a
     * broker that has just been told of a new topic refuses the first batch for a partition that it does not lead yet. It may
     * accept the second one, which is on its way already, and then refuses the first one for ever, as out of order. The Kafka
     * client tries that again until the delivery timeout has passed.
     */
    boolean isHeld(KafkaClient client, long now) {
        return withClient > 0 && !(provenBy == client && now - provenFrom >= 0);
    }

    boolean isWithClient() {
        return withClient > 0;
    }

    void given(KafkaClient client, long now) {
        withClient++;
        if (triedBy != client) {
            triedBy = client;
            triedAt = now;
        }
    }

    void givenBack(KafkaClient client, boolean acknowledged) {
        withClient--;
        if (acknowledged && provenBy != client) {
            long now = System.nanoTime();
            provenBy = client;
            // where the broker is slow to lead one partition, it may be so with the others
            provenFrom = now + Math.max(PROOF, now - triedAt);
        }
    }
}
