package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.Collection;

/** Rows that the relay does not read: of keys that are held back or on their way, and of closed topics. */
record Excluded(Collection<RowKey> keys, Collection<RowKey.TopicName> topics) {

    boolean isEmpty() {
        return keys.isEmpty() && topics.isEmpty();
    }
}
