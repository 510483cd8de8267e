package io.quarkiverse.kafkaproducer;

/**
 * The record was handed in after the producer had been closed, or the shutdown cut it off: it had not been acknowledged
 * when {@code close-timeout} had passed. {@link #retriable()} is always false, as this producer takes nothing any more.
 */
public class ProducerClosedException extends SendException {

    private static final long serialVersionUID = 1L;

    public ProducerClosedException(String topic, String message, Outcome outcome) {
        super(topic, message, null, outcome, false);
    }
}
