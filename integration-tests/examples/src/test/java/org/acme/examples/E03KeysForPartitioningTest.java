package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.test.junit.QuarkusTest;

/** Sending with Keys for Partitioning. */
@QuarkusTest
class E03KeysForPartitioningTest extends Example {

    record Order(@JsonProperty("order_id") String orderId, @JsonProperty("user_id") String userId, double amount) {
    }

    @Test
    void ordersOfOneUserGoToOnePartition() {
        List<Order> orders = List.of(
                new Order("ORD-001", "user-123", 99.99),
                new Order("ORD-002", "user-456", 149.99),
                new Order("ORD-003", "user-123", 79.99));

        for (Order order : orders) {
            producer.send("orders", order, order.userId());
        }

        List<ConsumerRecord<String, String>> ofOneUser = written("orders", 3).stream()
                .filter(record -> record.key().equals("user-123")).toList();
        assertThat(ofOneUser).extracting(record -> tree(record.value()).get("order_id").asText())
                .containsExactly("ORD-001", "ORD-003");
        assertThat(ofOneUser).extracting(ConsumerRecord::partition).containsOnly(ofOneUser.get(0).partition());
    }
}
