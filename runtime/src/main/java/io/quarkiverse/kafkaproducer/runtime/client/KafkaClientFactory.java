package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;

/** Makes the clients of a producer: keys as they are, values as bytes. */
public final class KafkaClientFactory implements ClientFactory {

    private final ClientBuilder builder;
    private final ClientListener listener;

    public KafkaClientFactory(ClientBuilder builder) {
        this(builder, ClientListener.NONE);
    }

    public KafkaClientFactory(ClientBuilder builder, ClientListener listener) {
        this.builder = builder;
        this.listener = listener;
    }

    @Override
    public Producer<Object, byte[]> create(ClientCallbacks callbacks) {
        return builder.make(builder.properties().toMap(), customized -> keepPromises(customized, callbacks),
                properties -> new ListenedClient<>(properties, new KeySerializer(callbacks), new ByteArraySerializer(),
                        listener));
    }

    /** Customizers are made for other clients, too. */
    private Map<String, Object> keepPromises(Map<String, Object> customized, ClientCallbacks callbacks) {
        Map<String, Object> kept = new HashMap<>(customized);
        Map<String, Object> own = builder.properties().toMap();
        if (!kept.equals(own)) {
            ClientProperties changed = builder.properties().customized(kept);
            changed.checkPromises();
            callbacks.customized(changed);
        }
        for (String ours : List.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ProducerConfig.MAX_BLOCK_MS_CONFIG)) {
            kept.remove(ours);
            if (own.containsKey(ours)) {
                kept.put(ours, own.get(ours));
            }
        }
        return kept;
    }
}
