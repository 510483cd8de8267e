package org.acme.orders;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.KafkaInstances;

@ApplicationScoped
public class Connections {

    @Inject
    KafkaInstances instances;

    // tag::config[]
    KafkaInstance connect(String password) {
        KafkaConfig config = KafkaConfig.builder()
                .bootstrapServers("prod-kafka1:9093", "prod-kafka2:9093")
                .securityProtocol("SASL_SSL")
                .saslMechanism("SCRAM-SHA-256")
                .saslPlainUsername("producer_app")
                .saslPlainPassword(password)
                .clientId("payment-service-v1")
                .property("compression.type", "zstd")
                .build();
        return instances.create(config);
    }
    // end::config[]

    // tag::closeable[]
    void sendAndClose(KafkaInstance kafka, Order order) {
        try (CloseableProducer producer = kafka.newProducer()) {
            producer.send("orders", order, order.userId());
        } // <1>
    }
    // end::closeable[]

    // tag::raw[]
    void fireAndForget(KafkaInstance kafka, Order order) {
        try (Producer<Object, Object> producer = kafka.getProducer()) {
            producer.send(new ProducerRecord<>("orders", order.userId(), order), (metadata, exception) -> { // <1>
            });
        }
    }
    // end::raw[]

    // tag::overrides[]
    Producer<Object, Object> withAnotherSerializer(KafkaInstance kafka) {
        Serializer<Object> text = (topic, value) -> String.valueOf(value).getBytes();
        return kafka.getProducer(Map.of(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, text));
    }
    // end::overrides[]
}
