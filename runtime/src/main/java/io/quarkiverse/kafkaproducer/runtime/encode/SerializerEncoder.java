package io.quarkiverse.kafkaproducer.runtime.encode;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ListSerializer;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.failure.JvmErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.PassingFault;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;
import io.smallrye.common.annotation.NonBlocking;

/** Writes values by a Kafka serializer, whose own words may quote the value and are therefore dropped. */
final class SerializerEncoder implements ValueEncoder {

    private final Serializer<Object> serializer;
    private final boolean ours;
    private final boolean mayBlock;

    /** @param ours whether it was made here, and not by the application */
    @SuppressWarnings("unchecked")
    SerializerEncoder(Serializer<?> serializer, boolean ours) {
        this.serializer = (Serializer<Object>) serializer;
        this.ours = ours;
        this.mayBlock = !isKafkas(serializer.getClass()) && !isNonBlocking(serializer.getClass());
    }

    /** Returns whether a serializer is one of Kafka's own, which only compute. */
    private static boolean isKafkas(Class<?> type) {
        return type.getPackageName().equals(Serializer.class.getPackageName()) && type != ListSerializer.class;
    }

    /** The class of a bean may be that of its proxy. */
    private static boolean isNonBlocking(Class<?> type) {
        return type != null && (type.isAnnotationPresent(NonBlocking.class) || isNonBlocking(type.getSuperclass()));
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
            boolean passing = PassingFault.isIn(e);
            throw new ValueSerializationException(null, topic, "A value of type " + value.getClass().getName()
                    + " cannot be written by " + this + (passing ? " at the moment (" : " (")
                    + RootCause.of(e).getClass().getName() + ')', passing, true);
        }
    }

    @Override
    public boolean mayBlock() {
        return mayBlock;
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
