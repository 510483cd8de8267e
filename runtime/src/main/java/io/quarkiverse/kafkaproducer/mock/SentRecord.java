package io.quarkiverse.kafkaproducer.mock;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

/**
 * A record that would have been sent.
 *
 * @param producer the name of the producer, {@code <default>} for the one without a name, and the client id for one that was
 *        made by hand
 * @param key as the application gave it: a {@code String}, a {@code byte[]} or null
 * @param value the bytes that Kafka would have been given, null for a tombstone
 * @param headers those of the record, read-only
 * @param metadata what the sender was told: topic, partition, offset
 */
public record SentRecord(String producer, Object key, byte[] value, Headers headers, RecordMetadata metadata) {

    /** {@return the topic} */
    public String topic() {
        return metadata.topic();
    }
}
