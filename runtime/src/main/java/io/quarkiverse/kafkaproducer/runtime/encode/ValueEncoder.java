package io.quarkiverse.kafkaproducer.runtime.encode;

import org.apache.kafka.common.header.Headers;

import io.quarkiverse.kafkaproducer.ValueSerializationException;

/**
 * Writes values as bytes, on any number of threads at the same time: the caller's, or workers where it
 * {@linkplain #mayBlock() may block}.
 */
@FunctionalInterface
public interface ValueEncoder {

    /**
     * @param headers the record's headers, to which an encoder may add; null where it never does
     * @return null for a null value
     * @throws ValueSerializationException if the value cannot be written
     */
    byte[] encode(String topic, Headers headers, Object value);

    /** Returns whether it may add headers. If not, a record without headers needs none made. */
    default boolean addsHeaders() {
        return true;
    }

    /** Returns whether writing a value may wait for something, such as a schema registry. */
    default boolean mayBlock() {
        return false;
    }

    /** Returns the media type of what is written; null if it is not known. */
    default String contentType() {
        return null;
    }

    /**
     * Returns one for values of a type with arguments.
     *
     * @param canonical the type as Jackson writes it, such as {@code java.util.List<org.acme.Animal>}
     */
    default ValueEncoder forType(String canonical) {
        return this;
    }

    /**
     * Prepares for values of this type, so that the first one takes no longer than the others. Fails only if that value would.
     */
    default void prepare(Class<?> type) {
    }

    /** Closes the encoder with the application, when nothing is sent any more. */
    default void close() {
    }
}
