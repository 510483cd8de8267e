/**
 * Kafka clients that record instead of sending. They replace the clients only, so that all else runs in a test as it does in
 * production.
 */
package io.quarkiverse.kafkaproducer.runtime.mock;
