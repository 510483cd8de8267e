package io.quarkiverse.kafkaproducer.outbox.it;

/**
 * What is written and published for each order: a row and a message.
 *
 * @param version the how-manieth committed change of the key it is
 */
public record Placed(long id, String key, long version) {
}
