package io.quarkiverse.kafkaproducer.benchmarks.outbox;

/** The value of a message. */
public record Order(long id, String userId, String text) {
}
