package io.quarkiverse.kafkaproducer;

/**
 * The deadline passed before the record was acknowledged. The message says what was waited for (the client, the metadata
 * of the topic, room in the queue, buffer space, or the acknowledgment), for how long, and the last authentication or
 * connection error seen.
 * <p>
 * {@link #outcome()} is {@link Outcome#NOT_SENT} while the record had not been handed to the Kafka client: it has been taken
 * back and can be sent again. Otherwise it is {@link Outcome#UNKNOWN}: the client goes on trying until
 * {@code delivery.timeout.ms}, and an acknowledgment that comes late leaves a warning footprint.
 */
public class SendTimeoutException extends SendException {

    private static final long serialVersionUID = 1L;

    public SendTimeoutException(String topic, String message, Throwable cause, Outcome outcome) {
        super(topic, message, cause, outcome, outcome == Outcome.NOT_SENT);
    }
}
