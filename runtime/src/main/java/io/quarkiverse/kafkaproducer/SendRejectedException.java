package io.quarkiverse.kafkaproducer;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The record was refused: by the broker or the Kafka client, whose exception is the cause (not authorized, not
 * authenticated, too large, a partition that the topic does not have), or by the producer because its queue is full. It is
 * thrown as soon as it is known, not at the deadline.
 * <p>
 * {@link #outcome()} is {@link Outcome#NOT_SENT} for what failed before it was handed to the Kafka client and for what a
 * broker refused definitely, otherwise {@link Outcome#UNKNOWN}. {@link #retriable()} is true where nothing was sent and
 * either Kafka calls its exception retriable or the queue was full.
 */
public class SendRejectedException extends SendException {

    private static final long serialVersionUID = 1L;

    public SendRejectedException(String topic, String message, Throwable cause, Outcome outcome, boolean retriable) {
        super(topic, message, cause, outcome, retriable && outcome == Outcome.NOT_SENT);
    }

    /**
     * @param producer the producer's name, null if it is not known
     * @param stackTrace whether a stack trace is taken
     * @param eventually asked when {@link #eventually()} is called; null where the record has ended
     */
    public SendRejectedException(String producer, String topic, String message, Throwable cause, Outcome outcome,
            boolean retriable, boolean stackTrace,
            Supplier<CompletionStage<RecordMetadata>> eventually) {
        super(producer, topic, message, cause, outcome, retriable && outcome == Outcome.NOT_SENT, stackTrace, eventually);
    }
}
