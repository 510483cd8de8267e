package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Map;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serializer;

/** What a client comes from at last, when all that it is made of is there. */
@FunctionalInterface
public interface ClientConstructor {

    /**
     * @param properties complete
     * @param listener told when it is made and when it is closed
     */
    <V> Producer<Object, V> make(Map<String, Object> properties, Serializer<Object> keys, Serializer<V> values,
            ClientListener listener);
}
