package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkus.test.junit.QuarkusTest;

/** Callbacks. */
@QuarkusTest
class E18CallbacksTest extends Example {

    private final CompletableFuture<String> told = new CompletableFuture<>();

    @Inject
    ReactiveProducer reactive;

    @Test
    void ofKafkasProducer() throws Exception {
        try (var producer = kafka().getProducer()) {
            producer.send(new ProducerRecord<>("called-back", Map.of("data", "value")), (metadata, failure) -> {
                if (failure == null) {
                    told.complete("Sent to " + metadata.topic() + " partition " + metadata.partition());
                } else {
                    told.complete("Failed: " + failure);
                }
            });

            assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("Sent to called-back partition 0");
        }
    }

    @Test
    void ofTheReactiveProducer() throws Exception {
        reactive.send("called-back", Map.of("data", "value")).subscribe().with(
                metadata -> told.complete("Sent to " + metadata.topic() + " partition " + metadata.partition()),
                failure -> told.complete("Failed: " + failure));

        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("Sent to called-back partition 0");
    }

    @Test
    void ofTheReactiveProducerForAFailure() throws Exception {
        reactive.send("not a topic", Map.of("data", "value")).subscribe().with(
                metadata -> told.complete("Sent to " + metadata.topic() + " partition " + metadata.partition()),
                failure -> told.complete("Failed: " + failure.getMessage()));

        assertThat(told.get(60, TimeUnit.SECONDS)).startsWith("Failed: 'not a topic' is not a legal Kafka topic name");
    }
}
