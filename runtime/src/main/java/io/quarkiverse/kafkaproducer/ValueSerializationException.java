package io.quarkiverse.kafkaproducer;

/**
 * The value cannot be written. Nothing was sent, and sending the same value again will fail in the same way.
 * <p>
 * The message names the value's type and, where it is known, the path of declared properties that leads to the fault. The
 * serializer's own text is left out, and so is its exception as a cause, since both may quote the value.
 */
public class ValueSerializationException extends SendException {

    private static final long serialVersionUID = 1L;

    public ValueSerializationException(String topic, String message) {
        super(topic, message, null, Outcome.NOT_SENT, false);
    }

    /**
     * @param producer the producer's name, null if it is not known
     * @param stackTrace whether a stack trace is taken
     */
    public ValueSerializationException(String producer, String topic, String message, boolean stackTrace) {
        super(producer, topic, message, null, Outcome.NOT_SENT, false, stackTrace, null);
    }
}
