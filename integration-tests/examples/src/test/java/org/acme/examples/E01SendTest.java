package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkus.test.junit.QuarkusTest;

/** Constructor, and {@code send}. */
@QuarkusTest
class E01SendTest extends Example {

    record User(String user, int age, boolean active) {
    }

    record Order(String orderId) {
    }

    @Test
    void constructor() {
        KafkaConfig config = KafkaConfig.builder().bootstrapServers(servers).build();
        KafkaInstance kafka = instances.create(config);
        try (CloseableProducer own = kafka.newProducer()) {
            own.send("constructed", 1);
        }
        // where the connection is in the application's configuration, @Inject Producer is all that is needed
        producer.send("constructed", 2);

        assertWritten("constructed", "1", "2");
    }

    @Test
    void simpleMessage() {
        producer.send("notifications", Map.of("user_id", 123, "message", "Hello"));

        assertWritten("notifications", "{'user_id': 123, 'message': 'Hello'}".replace('\'', '"'));
    }

    @Test
    void withAKey() {
        producer.send("orders", Map.of("order_id", "ORD-001", "amount", 99.99), "user-123");

        assertThat(written("orders", 1)).extracting(ConsumerRecord::key).containsExactly("user-123");
    }

    @Test
    void withATimeout() {
        RecordMetadata metadata = producer.send("events", Map.of("event", "click"), Duration.ofSeconds(30));

        assertThat(metadata.hasOffset()).isTrue();
        assertWritten("events", "{\"event\": \"click\"}");
    }

    @Test
    void withAKeyOfBytes() {
        producer.send("logs", Map.of("level", "INFO", "msg", "Started"), "app-1".getBytes());

        assertThat(written("logs", 1)).extracting(ConsumerRecord::key).containsExactly("app-1");
    }

    @Test
    void messageKeyUsage() {
        List<RecordMetadata> metadata = List.of(
                producer.send("orders", new Order("1"), "user-123"),
                producer.send("orders", new Order("2"), "user-123"),
                producer.send("orders", new Order("3"), "user-123"));

        assertThat(metadata).extracting(RecordMetadata::partition).containsOnly(metadata.get(0).partition());
        assertThat(metadata).extracting(RecordMetadata::offset).isSorted();
    }

    @Test
    void jsonSerialization() {
        producer.send("users", new User("john", 30, true));

        assertWritten("users", "{\"user\": \"john\", \"age\": 30, \"active\": true}");
    }
}
