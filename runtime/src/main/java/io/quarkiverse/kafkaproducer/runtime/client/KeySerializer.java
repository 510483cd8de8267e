package io.quarkiverse.kafkaproducer.runtime.client;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.runtime.text.Utf8;

/**
 * Writes keys, which reach the client as the application gave them, so that partitioners and interceptors see them so.
 * <p>
 * Being a serializer, it is also told by the client whenever metadata have arrived: the only event there is for it.
 */
class KeySerializer implements Serializer<Object>, ClusterResourceListener {

    private final ClientCallbacks callbacks;

    KeySerializer(ClientCallbacks callbacks) {
        this.callbacks = callbacks;
    }

    /** Keys of a producer's sends have been checked before. */
    static KeySerializer ofRawClient() {
        return new KeySerializer(ClientCallbacks.NONE) {
            @Override
            public byte[] serialize(String topic, Headers headers, Object key) {
                if (key instanceof String text && Utf8.indexOfLoneSurrogate(text) >= 0) {
                    throw new SerializationException("The key has half a character at index "
                            + Utf8.indexOfLoneSurrogate(text) + ", which UTF-8 cannot write: it must be whole text");
                }
                return super.serialize(topic, headers, key);
            }
        };
    }

    static byte[] bytes(Object key) {
        return key instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) key;
    }

    @Override
    public byte[] serialize(String topic, Object key) {
        return bytes(key);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Object key) {
        callbacks.serializing(headers);
        return bytes(key);
    }

    @Override
    public void onUpdate(ClusterResource cluster) {
        callbacks.metadataArrived();
    }
}
