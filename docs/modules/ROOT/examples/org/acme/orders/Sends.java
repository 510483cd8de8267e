package org.acme.orders;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;

import com.fasterxml.jackson.databind.node.NullNode;

import io.quarkiverse.kafkaproducer.Producer;

@ApplicationScoped
public class Sends {

    @Inject
    Producer producer;

    RecordMetadata oneSend(Order order) {
        // tag::one[]
        RecordMetadata written = producer.send("orders", order);
        // end::one[]
        return written;
    }

    void values() {
        // tag::values[]
        producer.send("numbers", 42);
        producer.send("strings", "hello"); // <1>
        producer.send("booleans", true);
        producer.send("arrays", List.of(1, 2, 3));
        producer.send("objects", Map.of("name", "John", "hobbies", List.of("reading", "gaming")));
        producer.send("orders", new Order("ORD-001", "user-123", 99.99)); // <2>
        // end::values[]
    }

    void keys(List<Order> orders, byte[] key) {
        // tag::keys[]
        for (Order order : orders) {
            producer.send("orders", order, order.userId()); // <1>
        }
        producer.send("logs", Map.of("level", "INFO"), key); // <2>
        // end::keys[]
    }

    void tombstone() {
        // tag::tombstone[]
        producer.send("users", null, "user-123"); // <1>
        producer.send("users", NullNode.getInstance(), "user-123"); // <2>
        // end::tombstone[]
    }

    void timeout(Order order) {
        // tag::timeout[]
        producer.send("orders", order, order.userId(), Duration.ofSeconds(30));
        // end::timeout[]
    }
}
