package io.quarkiverse.kafkaproducer.runtime.client;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients of a producer: keys as they are, values as bytes. */
public final class KafkaProducers implements ClientFactory {

    private final Blueprint blueprint;

    public KafkaProducers(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    @Override
    public Producer<Object, byte[]> create(Runnable metadataArrived) {
        return blueprint.make(blueprint.properties().toMap(),
                properties -> new KafkaProducer<>(properties, new KeySerializer(metadataArrived), new ByteArraySerializer()));
    }
}
