package io.quarkiverse.kafkaproducer;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The deadline passed before the record was acknowledged. The message says what was waited for (the client, the metadata
 * of the topic, room in the queue, buffer space, or the acknowledgment), for how long, and why it did not come, as far as that
 * is known: the connection was lost, the topic does not exist, and so on.
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

    /**
     * @param producer the producer's name, null if it is not known
     * @param stackTrace whether a stack trace is taken
     * @param eventually asked when {@link #eventually()} is called; null where the record has ended
     */
    public SendTimeoutException(String producer, String topic, String message, Throwable cause, Outcome outcome,
            boolean stackTrace,
            Supplier<CompletionStage<RecordMetadata>> eventually) {
        super(producer, topic, message, cause, outcome, outcome == Outcome.NOT_SENT, stackTrace, eventually);
    }
}
