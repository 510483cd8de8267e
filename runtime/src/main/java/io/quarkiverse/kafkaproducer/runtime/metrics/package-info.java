/**
 * Meters of sends, queues and Kafka clients. In the application only with Micrometer: no other package may refer to it
 * directly.
 */
package io.quarkiverse.kafkaproducer.runtime.metrics;
