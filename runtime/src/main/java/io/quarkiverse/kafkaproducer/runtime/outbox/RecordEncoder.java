package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.queue.RecordSize;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;

/** Makes rows of the records of one producer, and refuses what could never be published. */
final class RecordEncoder {

    private final Origin origin;
    private final ProducerSettings settings;
    private final String producer;
    private final int lanes;

    RecordEncoder(Origin origin, ProducerSettings settings, int lanes) {
        this.origin = origin;
        this.settings = settings;
        this.producer = settings.name().equals(ProducersConfig.DEFAULT_NAME) ? null : settings.name();
        this.lanes = lanes;
    }

    /**
     * @throws IllegalArgumentException if the record is not legal
     * @throws ValueSerializationException if the value cannot be written
     * @throws SendRejectedException if the record is too large
     */
    OutboxRow encode(ProducerRecord<?, ?> record) {
        ProducerRecord<Object, byte[]> encoded = origin.path().encode(origin, record);
        UUID id = UUID.randomUUID();
        OutboxRow row = OutboxRow.of(id, producer, encoded, lanes);
        checkSize(row, encoded);
        return row;
    }

    /** Checks the size by the rules of the Kafka client, with the header that the relay adds. */
    private void checkSize(OutboxRow row, ProducerRecord<Object, byte[]> encoded) {
        Headers headers = new RecordHeaders(encoded.headers());
        headers.add(Outbox.ID_HEADER, row.messageId().toString().getBytes(StandardCharsets.UTF_8));
        int size = settings.client().sizeInRequest(row.key(), row.value(), headers.toArray());
        Failure failure = null;
        if (size > settings.client().maxRequestSize()) {
            failure = tooLarge(size, "max.request.size", settings.client().maxRequestSize());
        } else if (size > settings.client().bufferMemory()) {
            failure = tooLarge(size, "buffer.memory", settings.client().bufferMemory());
        } else {
            int inQueue = RecordSize.of(new ProducerRecord<>(encoded.topic(), null, null, encoded.key(), encoded.value(),
                    headers));
            if (inQueue > settings.maxPendingBytes()) {
                failure = Failure.neverFits(inQueue, settings.maxPendingBytes());
            }
        }
        if (failure != null) {
            throw origin.path().refuse(origin, encoded, failure);
        }
    }

    private static Failure tooLarge(int size, String property, long most) {
        return Failure.notSent(new RecordTooLargeException("it takes " + size + " bytes, more than " + property + " (" + most
                + ") lets pass"));
    }
}
