package io.quarkiverse.kafkaproducer.runtime.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.UncheckedIOException;
import java.net.ConnectException;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ListSerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.smallrye.common.annotation.NonBlocking;

class SerializerEncoderTest {

    private static class FromRegistry implements Serializer<Object> {
        @Override
        public byte[] serialize(String topic, Object value) {
            throw new UncheckedIOException(new ConnectException("unspeakable-payload"));
        }
    }

    private static class Broken implements Serializer<Object> {
        @Override
        public byte[] serialize(String topic, Object value) {
            throw new IllegalStateException("unspeakable-payload");
        }
    }

    @NonBlocking
    private static class Computing extends Broken {
    }

    private static class ProxyOfComputing extends Computing {
    }

    @Test
    void mayBlockUnlessItIsKafkasOrSaysThatItDoesNot() {
        assertThat(encoder(new FromRegistry()).mayBlock()).isTrue();
        assertThat(encoder(new ListSerializer<>()).mayBlock()).as("made of others").isTrue();

        assertThat(encoder(new StringSerializer()).mayBlock()).isFalse();
        assertThat(encoder(new ByteArraySerializer()).mayBlock()).isFalse();
        assertThat(encoder(new Computing()).mayBlock()).isFalse();
        assertThat(encoder(new ProxyOfComputing()).mayBlock()).isFalse();
    }

    @Test
    void saysThatAFaultOfTheNetworkMayPassAndNothingOfItsText() {
        assertThat(failureOf(new FromRegistry())).returns(true, ValueSerializationException::retriable)
                .hasMessage("A value of type java.lang.String cannot be written by " + FromRegistry.class.getName()
                        + " at the moment (java.net.ConnectException)")
                .hasNoCause();
        assertThat(failureOf(new Broken())).returns(false, ValueSerializationException::retriable)
                .hasMessageNotContaining("unspeakable");
    }

    private static ValueSerializationException failureOf(Serializer<?> serializer) {
        return catchThrowableOfType(ValueSerializationException.class,
                () -> encoder(serializer).encode("orders", new RecordHeaders(), "value"));
    }

    private static SerializerEncoder encoder(Serializer<?> serializer) {
        return new SerializerEncoder(serializer, false);
    }
}
