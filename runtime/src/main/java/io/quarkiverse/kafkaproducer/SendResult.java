package io.quarkiverse.kafkaproducer;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The result of one record among several. One of {@code metadata} and {@code failure} is null.
 *
 * @param record the record as the caller gave it
 * @param metadata where it was written, null if it was not acknowledged
 * @param failure why it was not acknowledged, null if it was
 */
public record SendResult(ProducerRecord<?, ?> record, RecordMetadata metadata, SendException failure) {

    public SendResult {
        if ((metadata == null) == (failure == null)) {
            throw new IllegalArgumentException("Either the metadata or the failure must be given, and not both");
        }
    }

    /**
     * Returns whether the record was acknowledged.
     *
     * @return true if there is metadata and no failure
     */
    public boolean acknowledged() {
        return metadata != null;
    }

    /** Returns the result without the record's key and value, because it may be logged. */
    @Override
    public String toString() {
        return "SendResult[" + (acknowledged() ? metadata.toString() : failure.toString()) + "]";
    }
}
