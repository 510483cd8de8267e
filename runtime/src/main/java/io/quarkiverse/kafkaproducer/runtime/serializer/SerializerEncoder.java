package io.quarkiverse.kafkaproducer.runtime.serializer;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.failure.JvmErrors;
import io.quarkiverse.kafkaproducer.runtime.json.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/** Writes values by a Kafka serializer, whose own words may quote the value and are therefore dropped. */
final class SerializerEncoder implements ValueEncoder {

    private final Serializer<Object> serializer;
    private final boolean ours;

    /** @param ours whether it was made here, and not by the application */
    @SuppressWarnings("unchecked")
    SerializerEncoder(Serializer<?> serializer, boolean ours) {
        this.serializer = (Serializer<Object>) serializer;
        this.ours = ours;
    }

    @Override
    public byte[] encode(String topic, Headers headers, Object value) {
        if (value == null) {
            return null;
        }
        try {
            return serializer.serialize(topic, headers, value);
        } catch (RuntimeException | Error e) {
            if (JvmErrors.isFatal(e)) {
                throw e;
            }
            throw new ValueSerializationException(topic, "A value of type " + value.getClass().getName()
                    + " cannot be written by " + serializer.getClass().getName() + " (" + RootCause.of(e).getClass().getName()
                    + ')');
        }
    }

    @Override
    public void close() {
        if (ours) {
            serializer.close();
        }
    }

    @Override
    public String toString() {
        return serializer.getClass().getName();
    }
}
