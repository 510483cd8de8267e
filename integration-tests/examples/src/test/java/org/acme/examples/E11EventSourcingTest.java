package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.test.junit.QuarkusTest;

/** Event Sourcing Pattern. */
@QuarkusTest
class E11EventSourcingTest extends Example {

    // tag::store[]
    @JsonNaming(SnakeCaseStrategy.class)
    public record DomainEvent(UUID eventId, String aggregateId, String eventType, Map<String, Object> data, Instant timestamp,
            int version) {
    }

    @ApplicationScoped
    public static class EventStore {

        @Inject
        Producer producer;

        void publish(String aggregateId, String eventType, Map<String, Object> data) {
            DomainEvent event = new DomainEvent(UUID.randomUUID(), aggregateId, eventType, data, Instant.now(), 1);
            producer.send("domain-events", event, aggregateId); // the key keeps the order of each aggregate
        }
    }
    // end::store[]

    @Inject
    EventStore events;

    @Test
    void theEventsOfAnAggregateStayInOrder() {
        events.publish("ORDER-123", "OrderCreated", Map.of("amount", 99.99));
        events.publish("ORDER-123", "OrderPaid", Map.of("payment_id", "PAY-456"));
        events.publish("ORDER-123", "OrderShipped", Map.of("tracking", "TRK-789"));

        List<ConsumerRecord<String, String>> written = written("domain-events", 3);
        assertThat(written).extracting(ConsumerRecord::key).containsOnly("ORDER-123");
        assertThat(written).extracting(record -> tree(record.value()).get("event_type").asText())
                .containsExactly("OrderCreated", "OrderPaid", "OrderShipped");
        assertThat(written).extracting(record -> tree(record.value()).get("event_id").asText()).doesNotHaveDuplicates();
    }
}
