package org.acme.examples;

import java.util.Map;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkus.test.junit.QuarkusTest;

/** Async Fire-and-Forget. */
@QuarkusTest
class E17FireAndForgetTest extends Example {

    private static final Logger LOG = Logger.getLogger(E17FireAndForgetTest.class);

    @Inject
    ReactiveProducer reactive;

    @Test
    void byKafkasProducer() {
        try (var producer = kafka().getProducer()) {
            producer.send(new ProducerRecord<>("forgotten", Map.of("data", "value"))); // goes on at once
        }

        assertWritten("forgotten", "{\"data\": \"value\"}");
    }

    @Test
    void byTheReactiveProducerWhichTellsOfFailures() {
        reactive.send("forgotten", Map.of("data", "value")).subscribe().with(metadata -> {
        }, failure -> LOG.error("Not sent", failure));

        assertWritten("forgotten", "{\"data\": \"value\"}");
    }
}
