/**
 * The application that is measured: the same work by this extension, the bare client, the emitter and {@code KafkaTemplate}.
 * It measures itself, and knows nothing of rounds or reports.
 */
package io.quarkiverse.kafkaproducer.benchmarks.application;
