package io.quarkiverse.kafkaproducer.runtime.send;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.encode.BlockingEncoding;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.prepare.Preparation;
import io.quarkiverse.kafkaproducer.runtime.prepare.PreparationException;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;

/** Encodes records now that are sent later, by another path. */
final class LaterRecords {

    private final Preparation preparation;
    private final ValueWriting writing;
    private final Tracing tracing;
    private final Timeouts timeouts;
    private final SendResults results;

    /** @param preparation null if nothing changes records */
    LaterRecords(Preparation preparation, ValueWriting writing, Tracing tracing, Timeouts timeouts, SendResults results) {
        this.preparation = preparation;
        this.writing = writing;
        this.tracing = tracing;
        this.timeouts = timeouts;
        this.results = results;
    }

    ProducerRecord<Object, byte[]> encode(Origin origin, ProducerRecord<?, ?> given) {
        RecordCheck.check(given);
        return write(origin, preparation == null ? given : prepare(origin, given));
    }

    private ProducerRecord<?, ?> prepare(Origin origin, ProducerRecord<?, ?> given) {
        try {
            return preparation.prepare(new ProducerRecord<>(given.topic(), given.partition(), given.timestamp(),
                    given.key(), given.value(), given.headers()));
        } catch (PreparationException e) {
            throw refuse(origin, new ProducerRecord<>(given.topic(), given.key(), null),
                    Failure.unprepared(e.getMessage(), e.isPassing()));
        }
    }

    private ProducerRecord<Object, byte[]> write(Origin origin, ProducerRecord<?, ?> record) {
        Headers headers = new RecordHeaders(record.headers());
        tracing.propagate(headers);
        ProducerRecord<Object, byte[]> unwritten = new ProducerRecord<>(record.topic(), record.partition(), record.key(), null);
        byte[] written;
        try {
            if (writing.isOnWorkers()) {
                Submission waiting = new UnawaitedSend(origin, timeouts, unwritten);
                BlockingEncoding encoding = writing.onWorker(waiting, record.topic(), headers, record.value());
                Failure failure = encoding.await(SendPath.order(record.key(), record.partition()));
                if (failure != null) {
                    throw refuse(origin, unwritten, failure);
                }
                written = encoding.bytes();
            } else {
                written = writing.write(record.topic(), headers, record.value());
            }
        } catch (ValueSerializationException e) {
            throw e.producer() == null ? refuse(origin, unwritten, Failure.unwritable(e)) : e;
        }
        return new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(), record.key(), written, headers);
    }

    private SendException refuse(Origin origin, ProducerRecord<Object, byte[]> record, Failure failure) {
        return results.refused(new UnawaitedSend(origin, timeouts, record), failure);
    }
}
