package io.quarkiverse.kafkaproducer.benchmarks.outbox;

/** What is published. */
public record Order(long id, String userId, String text) {
}
