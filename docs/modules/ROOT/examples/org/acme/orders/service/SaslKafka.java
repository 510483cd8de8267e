package org.acme.orders.service;

import java.util.Map;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

// tag::all[]
public class SaslKafka implements QuarkusTestResourceLifecycleManager {

    private KafkaCluster kafka;

    @Override
    public Map<String, String> start() {
        kafka = KafkaCluster.builder().scramUser("orders_app", "a-password").start();
        return Map.of(
                "quarkus.kafka-producer.bootstrap-servers", kafka.bootstrapServers("SASL_PLAINTEXT"),
                "quarkus.kafka-producer.security-protocol", "SASL_PLAINTEXT",
                "quarkus.kafka-producer.sasl.mechanism", "SCRAM-SHA-512",
                "quarkus.kafka-producer.sasl.username", "orders_app",
                "quarkus.kafka-producer.sasl.password", "a-password");
    }

    @Override
    public void stop() {
        kafka.close();
    }
}
// end::all[]
