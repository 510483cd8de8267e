package io.quarkiverse.kafkaproducer.runtime.client;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;

/** Values of a raw client, written as a producer writes them. */
final class EncodingSerializer implements Serializer<Object> {

    private final ValueEncoder encoder;

    EncodingSerializer(ValueEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public byte[] serialize(String topic, Object value) {
        return serialize(topic, new RecordHeaders(), value);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Object value) {
        return encoder.encode(topic, headers, value);
    }
}
