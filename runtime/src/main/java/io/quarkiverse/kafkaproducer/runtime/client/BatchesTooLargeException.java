package io.quarkiverse.kafkaproducer.runtime.client;

import org.apache.kafka.common.KafkaException;

/**
 * A topic refuses batches as too large. Kafka's client makes smaller ones of them, but none smaller than {@code batch.size},
 * and tries that again and again (KAFKA-8350).
 */
final class BatchesTooLargeException extends KafkaException {

    private static final long serialVersionUID = 1L;

    /** Kafka's brokers take no less by default configuration than this; much smaller batches would only cost. */
    private static final int SMALLEST = 1024;

    private final int batchSize;

    BatchesTooLargeException(int batchSize) {
        super("Batches are refused as too large: batch.size, which is " + batchSize
                + ", should not be above max.message.bytes of the topic");
        this.batchSize = batchSize;
    }

    /** Returns what to try next. */
    int smallerBatchSize() {
        return Math.max(SMALLEST, batchSize / 4);
    }
}
