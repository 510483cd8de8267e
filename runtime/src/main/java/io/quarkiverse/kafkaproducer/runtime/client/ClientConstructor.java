package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Map;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serializer;

/** The constructor of a client, called when all its arguments are known. */
@FunctionalInterface
public interface ClientConstructor {

    /**
     * @param properties complete
     * @param listener told when it is made and when it is closed
     */
    <V> Producer<Object, V> make(Map<String, Object> properties, Serializer<Object> keys, Serializer<V> values,
            ClientListener listener);
}
