package io.quarkiverse.kafkaproducer;

/**
 * The value cannot be written. Nothing was sent, and sending the same value again will fail in the same way, unless
 * {@link #retriable()} says that the fault may pass: a {@code value-serializer} of the application's has met an
 * {@link java.io.IOException}, a {@link java.util.concurrent.TimeoutException} or one of Kafka's
 * {@link org.apache.kafka.common.errors.RetriableException}s, as when a schema registry cannot be reached.
 * <p>
 * The message names the value's type and, where it is known, the path of declared properties that leads to the fault, with
 * the getter or the field that was read last and its class. The serializer's own text is left out, and so is its exception
 * as a cause, since both may quote the value.
 */
public class ValueSerializationException extends SendException {

    private static final long serialVersionUID = 1L;

    public ValueSerializationException(String topic, String message) {
        this(null, topic, message, false, true);
    }

    /**
     * @param producer the producer's name, null if it is not known
     * @param retriable whether the fault may pass
     * @param stackTrace whether a stack trace is taken
     */
    public ValueSerializationException(String producer, String topic, String message, boolean retriable,
            boolean stackTrace) {
        super(producer, topic, message, null, Outcome.NOT_SENT, retriable, stackTrace, null);
    }
}
