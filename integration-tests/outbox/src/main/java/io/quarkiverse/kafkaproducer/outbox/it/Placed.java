package io.quarkiverse.kafkaproducer.outbox.it;

/**
 * The row that is written and the message that is published for each order.
 *
 * @param version the how-manieth committed change of the key it is
 */
public record Placed(long id, String key, long version) {
}
