package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.nio.ByteBuffer;

/**
 * The rows that must be published in order: those of one producer, topic and key. A row without a key is alone.
 *
 * @param key null if it has none
 * @param id of the row if it has no key, else 0
 */
record RowKey(String producer, String topic, ByteBuffer key, long id) {

    static RowKey of(PendingRow row) {
        return row.key() == null ? new RowKey(row.producer(), row.topic(), null, row.id())
                : new RowKey(row.producer(), row.topic(), ByteBuffer.wrap(row.key()), 0);
    }

    TopicName topicName() {
        return new TopicName(producer, topic);
    }

    /** A topic, and the producer that sends to it. */
    record TopicName(String producer, String topic) {
    }
}
