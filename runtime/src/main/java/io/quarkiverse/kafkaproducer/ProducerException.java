package io.quarkiverse.kafkaproducer;

import java.util.Objects;

/**
 * Something that was handed to a producer did not end as it should. Every subclass tells what is known about the
 * records concerned, so that an application can decide whether to send them again.
 * <p>
 * Neither the message nor a cause contains a record's value, a part of one, or a secret.
 */
public abstract class ProducerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final boolean retriable;

    protected ProducerException(String message, Throwable cause, Outcome outcome, boolean retriable) {
        super(message, cause);
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.retriable = retriable;
    }

    /**
     * What is known about the records concerned.
     *
     * @return {@link Outcome#NOT_SENT} only where it is certain
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Whether sending again may succeed and cannot write a record twice.
     *
     * @return always false where {@link #outcome()} is {@link Outcome#UNKNOWN}
     */
    public boolean retriable() {
        return retriable;
    }
}
