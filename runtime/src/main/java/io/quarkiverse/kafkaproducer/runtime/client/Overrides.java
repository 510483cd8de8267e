package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;

/** The properties that the caller of {@code getProducer} replaces. */
final class Overrides {

    private final Map<String, Object> properties;

    Overrides(Map<String, Object> properties) {
        this.properties = new HashMap<>(properties);
    }

    /** The instance that is given; null where Kafka has to make it, from a class or its name. */
    @SuppressWarnings("unchecked")
    Serializer<Object> serializer(String name, Serializer<Object> otherwise) {
        Object given = properties.get(name);
        if (given == null) {
            properties.remove(name);
            return otherwise;
        }
        if (given instanceof Serializer<?> instance) {
            properties.remove(name);
            return (Serializer<Object>) instance;
        }
        return null;
    }

    boolean has(String name) {
        return properties.get(name) != null;
    }

    void put(String name, Object value) {
        properties.put(name, value);
    }

    /** Returns whether the client will connect to servers that the configured credentials are not meant for. */
    boolean isElsewhere() {
        return has(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    }

    Map<String, Object> applyTo(Map<String, Object> configured) {
        Map<String, Object> all = new HashMap<>(configured);
        properties.forEach((name, value) -> {
            if (value == null) {
                all.remove(name);
            } else {
                all.put(name, value);
            }
        });
        return all;
    }
}
