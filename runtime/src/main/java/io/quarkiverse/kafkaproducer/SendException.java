package io.quarkiverse.kafkaproducer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A record was not acknowledged. The subclass says why, {@link #outcome()} what is known about the record.
 * <p>
 * The message begins with the producer's name, if it has one, and says the topic and the key of the record, if it has one: a
 * key that is longer than 256 characters is cut, and none is said where
 * {@code quarkus.kafka-producer.footprint.include-key} is false.
 */
public abstract class SendException extends ProducerException {

    private static final long serialVersionUID = 1L;

    private final String topic;
    /** Null where the record has ended. Not serialized: what is to come concerns this process only. */
    private final transient Supplier<CompletionStage<RecordMetadata>> eventually;

    protected SendException(String topic, String message, Throwable cause, Outcome outcome, boolean retriable) {
        this(null, topic, message, cause, outcome, retriable, true, null);
    }

    /**
     * @param producer the producer's name, null if it is not known
     * @param stackTrace whether a stack trace is taken
     * @param eventually asked when {@link #eventually()} is called; null where the record has ended
     */
    protected SendException(String producer, String topic, String message, Throwable cause, Outcome outcome,
            boolean retriable, boolean stackTrace, Supplier<CompletionStage<RecordMetadata>> eventually) {
        super(producer, message, cause, outcome, retriable, stackTrace);
        this.topic = topic;
        this.eventually = eventually;
    }

    /**
     * Returns the topic that the record was for.
     *
     * @return the name given by the caller
     */
    public String topic() {
        return topic;
    }

    /**
     * Returns how the record ends at last. Where {@link #outcome()} is {@link Outcome#UNKNOWN} the Kafka client may still
     * have the record when this exception is thrown, and goes on trying until {@code delivery.timeout.ms} (two minutes by
     * default).
     * <p>
     * Does not block. Actions that depend on the stage run on a worker, never on a thread of Kafka's. Nothing is kept where
     * nobody asks.
     *
     * @return completed with the metadata if the record is acknowledged after all, otherwise exceptionally with a
     *         {@code SendException} that is the last word: its outcome is {@link Outcome#NOT_SENT} where the record is known
     *         not to be in the topic, and {@link Outcome#UNKNOWN} where the client has given up without an answer. It is
     *         completed at the latest a little after {@code delivery.timeout.ms}, or when the producer is closed. Where the
     *         record has ended already it is completed exceptionally with this exception.
     */
    public CompletionStage<RecordMetadata> eventually() {
        return eventually == null ? CompletableFuture.failedStage(this) : eventually.get();
    }
}
