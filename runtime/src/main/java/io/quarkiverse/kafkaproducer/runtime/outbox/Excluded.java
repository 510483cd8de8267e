package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.Collection;

/** What the relay does not read: keys that are held back or on their way, and topics that are not tried now. */
record Excluded(Collection<RowKey> keys, Collection<RowKey.TopicName> topics) {

    boolean isEmpty() {
        return keys.isEmpty() && topics.isEmpty();
    }
}
