package org.acme.orders.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.test.junit.QuarkusTest;

// tag::all[]
@QuarkusTest
class WithBrokerTest {

    @Inject
    Producer producer;

    @ConfigProperty(name = "kafka.bootstrap.servers") // <1>
    String servers;

    @Test
    void anOrderCanBeRead() {
        RecordMetadata written = producer.send("orders", new Order("ORD-001", "user-123", 99.99), "user-123");

        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", servers),
                new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(written.topic(), written.partition());
            consumer.assign(List.of(partition));
            consumer.seek(partition, written.offset());
            assertThat(consumer.poll(Duration.ofSeconds(10))).singleElement() // <2>
                    .satisfies(record -> assertThat(record.key()).isEqualTo("user-123"))
                    .satisfies(record -> assertThat(record.value()).contains("\"id\":\"ORD-001\""));
        }
    }
}
// end::all[]
