package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record to be written to the table.
 *
 * @param producer null for the default one
 * @param headers as {@link StoredHeaders} writes them; null if there are none
 */
record OutboxRow(int lane, UUID messageId, String producer, String topic, Integer partition, Long timestamp, byte[] key,
        byte[] value, byte[] headers) {

    /** @param record with the value encoded and without the header of its id */
    static OutboxRow of(UUID messageId, String producer, ProducerRecord<Object, byte[]> record, int lanes) {
        byte[] key = record.key() instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) record.key();
        return new OutboxRow(Lanes.of(record.topic(), key, lanes), messageId, producer, record.topic(), record.partition(),
                record.timestamp(), key == null ? null : key.clone(), record.value(),
                StoredHeaders.write(record.headers(), record.key() instanceof byte[]));
    }
}
