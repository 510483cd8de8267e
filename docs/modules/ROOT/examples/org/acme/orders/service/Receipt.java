package org.acme.orders.service;

import org.apache.kafka.clients.producer.RecordMetadata;

public record Receipt(String topic, int partition, long offset) {

    static Receipt of(RecordMetadata written) {
        return new Receipt(written.topic(), written.partition(), written.offset());
    }
}
