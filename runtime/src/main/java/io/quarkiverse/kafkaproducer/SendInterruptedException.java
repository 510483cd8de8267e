package io.quarkiverse.kafkaproducer;

/**
 * The thread was interrupted while it waited for the acknowledgment of a blocking send. The thread's interrupt flag is set
 * again.
 * <p>
 * {@link #outcome()} is {@link Outcome#NOT_SENT} while the record had not been handed to the Kafka client: it has been taken
 * back and can be sent again. Otherwise it is {@link Outcome#UNKNOWN}.
 */
public class SendInterruptedException extends SendException {

    private static final long serialVersionUID = 1L;

    public SendInterruptedException(String topic, String message, Throwable cause, Outcome outcome) {
        super(topic, message, cause, outcome, outcome == Outcome.NOT_SENT);
    }
}
