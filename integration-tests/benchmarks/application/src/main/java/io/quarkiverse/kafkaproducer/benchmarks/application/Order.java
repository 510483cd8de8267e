package io.quarkiverse.kafkaproducer.benchmarks.application;

/** The value that is sent. */
public record Order(long id, String customer, String text) {
}
