package io.quarkiverse.kafkaproducer.runtime.mock;

import java.util.Map;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.runtime.client.ClientCallbacks;
import io.quarkiverse.kafkaproducer.runtime.client.ClientConstructor;
import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.ClientListener;

/** Makes the clients of one producer, none of which sends anything. Extensions that look into Kafka's own are told of none. */
public final class MockClients implements ClientFactory, ClientConstructor {

    /** Keys are kept as they are. */
    private static final Serializer<Object> NO_KEYS = (topic, key) -> null;

    private final String producer;
    private final MockCluster cluster;

    /** @param producer its name */
    public MockClients(String producer, MockCluster cluster) {
        this.producer = producer;
        this.cluster = cluster;
    }

    @Override
    public Producer<Object, byte[]> create(ClientCallbacks callbacks) {
        MockClient<byte[]> client = new MockClient<>(producer, cluster, NO_KEYS, new ByteArraySerializer());
        return client;
    }

    @Override
    public <V> Producer<Object, V> make(Map<String, Object> properties, Serializer<Object> keys, Serializer<V> values,
            ClientListener listener) {
        return new MockClient<>(producer, cluster, NO_KEYS, values);
    }
}
