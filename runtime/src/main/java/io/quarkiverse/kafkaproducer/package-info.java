/**
 * The public API: inject a {@link io.quarkiverse.kafkaproducer.Producer} or one of its relatives, and send objects to Kafka
 * topics. Signatures here have Kafka's, Mutiny's and the JDK's types only; what implements them is internal.
 */
package io.quarkiverse.kafkaproducer;
