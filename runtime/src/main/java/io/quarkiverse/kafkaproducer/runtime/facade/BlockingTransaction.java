package io.quarkiverse.kafkaproducer.runtime.facade;

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.kafkaproducer.ProducerTransaction;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transaction;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;

/** The facade of a transaction for callers that wait. */
final class BlockingTransaction extends BlockingProducer implements ProducerTransaction {

    private final Transaction transaction;

    BlockingTransaction(Transaction transaction) {
        super(transaction.path(), () -> {
            throw Transactions.nested();
        }, ProducerTransaction.class);
        this.transaction = transaction;
    }

    @Override
    public <T> TopicProducer<T> topic(String topic, Class<T> type) {
        return new BlockingTopicProducer<>(topic, transaction.path());
    }

    @Override
    public void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        refuseEventLoop();
        transaction.sendOffsets(offsets, group);
    }

    @Override
    public void markForAbort() {
        transaction.markForAbort();
    }
}
