package io.quarkiverse.kafkaproducer.runtime.producers;

/**
 * A topic as an injection point states it.
 *
 * @param producer the name of the producer that sends to it
 * @param topic its name, in which there may be expressions
 * @param value the class of what is sent there, by name
 * @param at the injection point, for messages
 */
public record DeclaredTopic(String producer, String topic, String value, String at) {
}
