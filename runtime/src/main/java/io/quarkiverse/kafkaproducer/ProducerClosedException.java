package io.quarkiverse.kafkaproducer;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The record was handed in after the producer had been closed, or the shutdown cut it off: it had not been acknowledged
 * when {@code close-timeout} had passed. {@link #retriable()} is always false, as this producer takes nothing any more.
 */
public class ProducerClosedException extends SendException {

    private static final long serialVersionUID = 1L;

    public ProducerClosedException(String topic, String message, Outcome outcome) {
        super(topic, message, null, outcome, false);
    }

    /**
     * @param producer the producer's name, null if it is not known
     * @param stackTrace whether a stack trace is taken
     * @param eventually asked when {@link #eventually()} is called; null where the record has ended
     */
    public ProducerClosedException(String producer, String topic, String message, Outcome outcome, boolean stackTrace,
            Supplier<CompletionStage<RecordMetadata>> eventually) {
        super(producer, topic, message, null, outcome, false, stackTrace, eventually);
    }
}
