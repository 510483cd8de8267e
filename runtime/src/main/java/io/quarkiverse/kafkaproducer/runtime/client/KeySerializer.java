package io.quarkiverse.kafkaproducer.runtime.client;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes keys, which reach the client as the application gave them, so that partitioners and interceptors see them so.
 * <p>
 * Being a serializer, it is also told by the client whenever metadata have arrived: the only event there is for it.
 */
final class KeySerializer implements Serializer<Object>, ClusterResourceListener {

    private final ClientCallbacks callbacks;

    KeySerializer(ClientCallbacks callbacks) {
        this.callbacks = callbacks;
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
