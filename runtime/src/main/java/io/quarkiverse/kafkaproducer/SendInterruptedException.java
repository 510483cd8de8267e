package io.quarkiverse.kafkaproducer;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.RecordMetadata;

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

    /**
     * @param producer the producer's name, null if it is not known
     * @param stackTrace whether a stack trace is taken
     * @param eventually asked when {@link #eventually()} is called; null where the record has ended
     */
    public SendInterruptedException(String producer, String topic, String message, Throwable cause, Outcome outcome,
            boolean stackTrace,
            Supplier<CompletionStage<RecordMetadata>> eventually) {
        super(producer, topic, message, cause, outcome, outcome == Outcome.NOT_SENT, stackTrace, eventually);
    }
}
