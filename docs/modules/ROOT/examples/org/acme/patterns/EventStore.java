package org.acme.patterns;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;

// tag::all[]
@ApplicationScoped
public class EventStore {

    private final TopicProducer<DomainEvent> events;

    EventStore(@Topic("domain-events") TopicProducer<DomainEvent> events) {
        this.events = events;
    }

    public DomainEvent publish(String aggregateId, String type, Map<String, Object> data) {
        DomainEvent event = new DomainEvent(UUID.randomUUID(), aggregateId, type, 1, Instant.now(), data);
        events.send(event, aggregateId); // <1>
        return event; // <2>
    }
}
// end::all[]
