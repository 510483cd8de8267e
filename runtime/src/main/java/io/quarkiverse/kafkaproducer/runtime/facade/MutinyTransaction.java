package io.quarkiverse.kafkaproducer.runtime.facade;

import java.util.Map;
import java.util.concurrent.Executor;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.kafkaproducer.ReactiveProducerTransaction;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transaction;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** The facade of a transaction for callers that must not be blocked. */
final class MutinyTransaction extends MutinyProducer implements ReactiveProducerTransaction {

    private final Transaction transaction;
    private final Executor worker;

    MutinyTransaction(Transaction transaction, Executor worker) {
        super(transaction.path(), () -> {
            throw Transactions.nested();
        }, worker, ReactiveProducerTransaction.class);
        this.transaction = transaction;
        this.worker = worker;
    }

    @Override
    public <T> ReactiveTopicProducer<T> topic(String topic, Class<T> type) {
        return new MutinyTopicProducer<>(topic, transaction.path(), worker);
    }

    @Override
    public Uni<Void> sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        return Uni.createFrom().emitter(emitter -> {
            Executor completion = CompletionContext.here(worker);
            // here and not on the worker: the transaction must not commit before it has begun
            transaction.enter();
            try {
                worker.execute(() -> sendOffsets(offsets, group, completion, emitter));
            } catch (RuntimeException | Error e) {
                throw transaction.offsetsNotSent(e);
            }
        });
    }

    private void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group, Executor completion,
            UniEmitter<? super Void> emitter) {
        try {
            transaction.sendOffsetsEntered(offsets, group);
        } catch (RuntimeException | Error e) {
            completion.execute(() -> emitter.fail(e));
            return;
        }
        completion.execute(() -> emitter.complete(null));
    }

    @Override
    public void markForAbort() {
        transaction.markForAbort();
    }
}
