package org.acme.examples;

import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkus.test.junit.QuarkusTest;

/** Using with Context Manager: try-with-resources here. */
@QuarkusTest
class E08ContextManagerTest extends Example {

    @Test
    void kafkasProducerIsFlushedAndClosed() {
        try (var producer = kafka().getProducer()) {
            producer.send(new ProducerRecord<>("events", Map.of("event", "start")));
            producer.send(new ProducerRecord<>("events", Map.of("event", "end")));
        } // flushed and closed

        assertWritten("events", "{\"event\": \"start\"}", "{\"event\": \"end\"}");
    }

    @Test
    void andSoIsOurs() {
        try (CloseableProducer producer = kafka().newProducer()) {
            producer.send("events", Map.of("event", "start"));
            producer.send("events", Map.of("event", "end"));
        }

        assertWritten("events", "{\"event\": \"start\"}", "{\"event\": \"end\"}");
    }
}
