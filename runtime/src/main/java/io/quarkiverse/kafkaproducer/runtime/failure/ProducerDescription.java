package io.quarkiverse.kafkaproducer.runtime.failure;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;

/**
 * The part of failures' messages that describes the producer.
 *
 * @param names its properties, as they are called where they are set
 * @param servers its brokers; null if they are not known
 * @param login who it authenticates as, without a secret; null if it does not, or if that is not known
 * @param keys whether messages may say the key of a record
 */
public record ProducerDescription(String name, PropertyNames names, String servers, String login, boolean keys) {

    /** Describes a producer by its name alone. */
    public static ProducerDescription of(String name) {
        return new ProducerDescription(name, PropertyNames.ofProducer(name), null, null, true);
    }

    public static ProducerDescription of(String name, ClientProperties client, boolean keys) {
        return new ProducerDescription(name, client.names(), client.bootstrapServers(), client.shownLogin(), keys);
    }
}
