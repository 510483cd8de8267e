package io.quarkiverse.kafkaproducer.runtime.client;

import org.apache.kafka.clients.producer.Producer;

/** Makes Kafka producers. May block, for names are resolved and files read. */
@FunctionalInterface
public interface ClientFactory {

    Producer<Object, byte[]> create(ClientCallbacks callbacks);
}
