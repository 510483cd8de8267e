package io.quarkiverse.kafkaproducer;

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A producer whose sends belong to one Kafka transaction: read-committed consumers see all of them or none. It is given to the
 * work of {@link Producer#runInTransaction} and {@link Producer#callInTransaction} and ends with it.
 * <p>
 * Its sends are those of {@link Producer}, each acknowledged by the broker, and none takes longer than what is left of the
 * transaction's timeout. A record that was handed in and not acknowledged lets the transaction end as aborted, also where
 * the work catches the exception: all of it or nothing. A transaction inside a transaction is an
 * {@link IllegalStateException}, and so is everything after its end.
 * <p>
 * Threads that the work starts may use it, too, if the work waits for them.
 */
public interface ProducerTransaction extends Producer {

    /**
     * Sends of one type to one topic, in this transaction.
     *
     * @param topic a legal Kafka topic name
     * @param type the type of the values
     * @param <T> the type of the values
     * @return valid as long as this transaction
     * @throws IllegalArgumentException if the topic is not legal
     */
    <T> TopicProducer<T> topic(String topic, Class<T> type);

    /**
     * Makes consumed offsets part of the transaction: they are committed with it, so that what was consumed is processed
     * exactly once. The consumer must not commit them by itself ({@code enable.auto.commit=false}). Blocks.
     *
     * @param offsets by partition, the offset of the next record to consume, that is the last consumed plus one
     * @param group from {@code consumer.groupMetadata()}
     * @throws TransactionException if they could not be added within what is left of the transaction's timeout; the
     *         transaction will be aborted
     */
    void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);

    /** Has the transaction aborted instead of committed when the work returns. What the work returns is still returned. */
    void markForAbort();
}
