/**
 * Implements the public producers, blocking and reactive, over one path: each turns a call into submissions and their
 * completion into a result. Knows how callers wait and where they go on; it must not touch a Kafka client.
 */
package io.quarkiverse.kafkaproducer.runtime.facade;
