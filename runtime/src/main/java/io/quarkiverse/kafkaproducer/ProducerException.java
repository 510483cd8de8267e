package io.quarkiverse.kafkaproducer;

import java.util.Objects;

import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/**
 * Something that was handed to a producer did not end as it should. Every subclass tells what is known about the
 * records concerned, so that an application can decide whether to send them again.
 * <p>
 * Neither the message nor a cause contains a record's value, a part of one, or a secret.
 */
public abstract class ProducerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String DEFAULT = "<default>";

    private final String producer;
    private final Outcome outcome;
    private final boolean retriable;

    protected ProducerException(String message, Throwable cause, Outcome outcome, boolean retriable) {
        this(null, message, cause, outcome, retriable, true);
    }

    /**
     * @param producer the producer's name, null if it is not known
     * @param stackTrace whether a stack trace is taken; it says nothing where the failure is met on a worker
     */
    protected ProducerException(String producer, String message, Throwable cause, Outcome outcome, boolean retriable,
            boolean stackTrace) {
        // both may be the words of a plug-in that quotes what it was configured with
        super(KnownSecrets.hide(named(producer, message)), KnownSecrets.hide(cause), true, stackTrace);
        this.producer = producer;
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.retriable = retriable;
    }

    /** A producer without a name is as a rule the only one. */
    private static String named(String producer, String message) {
        return producer == null || producer.equals(DEFAULT) || message == null || message.contains("'" + producer + "'")
                ? message
                : "Producer '" + producer + "': " + message;
    }

    /**
     * Returns the name of the producer that was sent by.
     *
     * @return {@code <default>} for the default producer, null if the exception was not made by a producer
     */
    public String producer() {
        return producer;
    }

    /**
     * Returns what is known about the records concerned.
     *
     * @return {@link Outcome#NOT_SENT} only where it is certain
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Returns whether sending again may succeed and cannot write a record twice.
     *
     * @return always false where {@link #outcome()} is {@link Outcome#UNKNOWN}
     */
    public boolean retriable() {
        return retriable;
    }
}
