package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The calls that a transaction makes to its Kafka client. Each call waits for a short time; one that is not answered in time
 * throws Kafka's {@code TimeoutException}, and is made again until it is answered.
 */
interface TransactionClient {

    /** Returns why nothing can be done with it any more, as far as that is known; null while it works. */
    Throwable failure();

    void begin();

    void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);

    void commit();

    void abort();
}
