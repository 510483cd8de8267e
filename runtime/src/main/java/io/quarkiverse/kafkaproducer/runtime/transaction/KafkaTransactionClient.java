package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;

/** A Kafka client as a transaction sees it. */
record KafkaTransactionClient(KafkaClient client) implements TransactionClient {

    @Override
    public Throwable failure() {
        return client.failure();
    }

    @Override
    public void begin() {
        client.beginTransaction();
    }

    @Override
    public void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        client.sendOffsetsToTransaction(offsets, group);
    }

    @Override
    public void commit() {
        client.commitTransaction();
    }

    @Override
    public void abort() {
        client.abortTransaction();
    }
}
