/**
 * Apache Kafka for development, tests and benchmarks: each node is a child process of its own, run from the jars on the
 * class path of this module.
 * <p>
 * {@link io.quarkiverse.kafkaproducer.broker.KafkaCluster} is the way in for Java code,
 * {@link io.quarkiverse.kafkaproducer.broker.WithBroker} the one for a command line.
 */
package io.quarkiverse.kafkaproducer.broker;
