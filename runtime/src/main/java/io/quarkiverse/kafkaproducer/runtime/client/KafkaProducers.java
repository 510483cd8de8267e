package io.quarkiverse.kafkaproducer.runtime.client;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;

/** Makes the clients of a producer: keys as they are, values as bytes. */
public final class KafkaProducers implements ClientFactory {

    private final ClientProperties properties;

    public KafkaProducers(ClientProperties properties) {
        this.properties = properties;
    }

    @Override
    public Producer<Object, byte[]> create(Runnable metadataArrived) {
        return new KafkaProducer<>(properties.toMap(), new KeySerializer(metadataArrived), new ByteArraySerializer());
    }
}
