package io.quarkiverse.kafkaproducer;

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.smallrye.common.annotation.CheckReturnValue;
import io.smallrye.mutiny.Uni;

/**
 * A reactive producer whose sends belong to one Kafka transaction: read-committed consumers see all of them or none. It is
 * given to the work of {@link ReactiveProducer#withTransaction} and ends with it: with the completion of the {@code Uni} that
 * the work returns. See {@link ProducerTransaction}, its blocking twin.
 */
public interface ReactiveProducerTransaction extends ReactiveProducer {

    /**
     * Sends of one type to one topic, in this transaction.
     *
     * @param topic a legal Kafka topic name
     * @param type the type of the values
     * @param <T> the type of the values
     * @return valid as long as this transaction
     * @throws IllegalArgumentException if the topic is not legal
     */
    <T> ReactiveTopicProducer<T> topic(String topic, Class<T> type);

    /**
     * Makes consumed offsets part of the transaction: they are committed with it, so that what was consumed is processed
     * exactly once. The consumer must not commit them by itself ({@code enable.auto.commit=false}).
     *
     * @param offsets by partition, the offset of the next record to consume, that is the last consumed plus one
     * @param group from {@code consumer.groupMetadata()}
     * @return completes when they are part of it; fails with {@link TransactionException} if they could not be added within
     *         what is left of the transaction's timeout, and the transaction will be aborted; lazy
     */
    @CheckReturnValue
    Uni<Void> sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);

    /** Has the transaction aborted instead of committed when the work's {@code Uni} completes. Its item is still given. */
    void markForAbort();
}
