package io.quarkiverse.kafkaproducer;

/** The state of a record whose send failed. */
public enum Outcome {

    /** The record is not in the topic and never will be by this send. */
    NOT_SENT,

    /** The record was handed to the Kafka client, and whether a broker has written it, or still will, is not known. */
    UNKNOWN
}
