package io.quarkiverse.kafkaproducer;

/** A record was not acknowledged. The subclass says why, {@link #outcome()} what is known about the record. */
public abstract class SendException extends ProducerException {

    private static final long serialVersionUID = 1L;

    private final String topic;

    protected SendException(String topic, String message, Throwable cause, Outcome outcome, boolean retriable) {
        super(message, cause, outcome, retriable);
        this.topic = topic;
    }

    /**
     * The topic that the record was for.
     *
     * @return the name given by the caller
     */
    public String topic() {
        return topic;
    }
}
