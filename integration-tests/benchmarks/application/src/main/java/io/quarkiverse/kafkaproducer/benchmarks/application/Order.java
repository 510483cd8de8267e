package io.quarkiverse.kafkaproducer.benchmarks.application;

/** What is sent. */
public record Order(long id, String customer, String text) {
}
