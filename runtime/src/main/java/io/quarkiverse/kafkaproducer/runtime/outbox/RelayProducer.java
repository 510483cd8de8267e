package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;

/** A producer of the relay's own: like that of the application, but for values that are bytes already. */
record RelayProducer(ProducerRuntime open, Origin origin) {

    static RelayProducer of(ProducerRuntime open) {
        return new RelayProducer(open, Origin.send(open.path().ofReactiveSends(), Outbox.class));
    }

    long timeoutNanos() {
        return open.settings().timeout().toNanos();
    }

    /**
     * Returns a row as the record that was sent.
     *
     * @throws IllegalArgumentException if somebody else wrote its headers
     */
    static ProducerRecord<Object, byte[]> record(PendingRow row) {
        Headers headers = new RecordHeaders(StoredHeaders.read(row.headers()));
        headers.add(Outbox.ID_HEADER, row.messageId().toString().getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(row.topic(), row.partition(), row.timestamp(), key(row), row.value(), headers);
    }

    /** Returns the key as the application gave it, for partitioners and footprints. */
    private static Object key(PendingRow row) {
        if (row.key() == null || StoredHeaders.isBytesKey(row.headers())) {
            return row.key();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row.key())).toString();
        } catch (CharacterCodingException e) {
            return row.key();
        }
    }
}
