package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Map;
import java.util.function.Function;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;

/** Makes clients that go by Kafka's own rules, for applications that want them. */
public final class RawClients {

    private final ClientBuilder builder;
    private final ValueEncoder encoder;
    private final ClientIds clientIds;
    private final ClientListener listener;
    private final ClientConstructor constructor;

    public RawClients(ClientBuilder builder, ValueEncoder encoder, ClientIds clientIds, ClientListener listener) {
        this(builder, encoder, clientIds, listener, RawClient::new);
    }

    public RawClients(ClientBuilder builder, ValueEncoder encoder, ClientIds clientIds, ClientListener listener,
            ClientConstructor constructor) {
        this.constructor = constructor;
        this.builder = builder;
        this.encoder = encoder;
        this.clientIds = clientIds;
        this.listener = listener;
    }

    /** @throws io.quarkiverse.kafkaproducer.ClientCreationException if it cannot be created */
    public Producer<Object, Object> create(Map<String, Object> overrides) {
        Overrides changed = new Overrides(overrides);
        Serializer<Object> keys = changed.serializer(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                KeySerializer.ofRawClient());
        Serializer<Object> values = changed.serializer(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                new EncodingSerializer(encoder));
        if (changed.has(ProducerConfig.CLIENT_ID_CONFIG)) {
            return make(changed, keys, values, listener);
        }
        String clientId = clientIds.take(builder.properties().clientId());
        changed.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        try {
            return make(changed, keys, values, listener.andWhenClosed(() -> clientIds.giveBack(clientId)));
        } catch (RuntimeException e) {
            clientIds.giveBack(clientId);
            throw e;
        }
    }

    private Producer<Object, Object> make(Overrides changed, Serializer<Object> keys, Serializer<Object> values,
            ClientListener told) {
        ClientProperties properties = builder.properties();
        Function<Map<String, Object>, Producer<Object, Object>> last = complete -> constructor.make(complete, keys, values,
                told);
        return changed.isElsewhere() ? builder.makeElsewhere(properties.withoutCluster(), changed::applyTo, last)
                : builder.make(properties.forRawClient(), changed::applyTo, last);
    }
}
