package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;
import java.util.Arrays;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.footprint.Payload;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/**
 * The footprint of a record that a broker has written. Each send leaves one, so it keeps little, and nothing that keeps the
 * record's value.
 */
final class WrittenFootprint extends PendingFootprint {

    /** In characters or bytes. A line of a log is to be read. */
    private static final int LONGEST_KEY = 256;

    /** The footprint of an acknowledgment that came in time, or too late. */
    enum Kind {
        IN_TIME("Message sent", " has been sent to ", ""),
        LATE("Late acknowledgment", " has been written to ", " after its sender gave up");

        private final String subject;
        private final String verb;
        private final String end;

        Kind(String subject, String verb, String end) {
            this.subject = subject;
            this.verb = verb;
            this.end = end;
        }
    }

    private final Kind kind;
    private final String controller;
    private final String producer;
    private final String topic;
    private final boolean includeKey;
    private final Object key;
    private final RecordMetadata metadata;
    private final long nanos;

    WrittenFootprint(LogType type, Kind kind, Submission submission, RecordMetadata metadata, boolean includeKey) {
        super(type);
        this.kind = kind;
        this.controller = submission.controller();
        this.producer = submission.producerName();
        this.topic = submission.topic();
        this.includeKey = includeKey;
        this.key = includeKey ? unchanging(submission.key()) : null;
        this.metadata = metadata;
        this.nanos = System.nanoTime() - submission.started();
    }

    /** Bytes are the caller's, and may change. No more of them are kept than show that the key was cut. */
    private static Object unchanging(Object key) {
        return key instanceof byte[] bytes ? Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_KEY + 1)) : key;
    }

    @Override
    Footprint inWords(Instant timestamp) {
        return new Footprint(logType(), kind.subject, controller, message(), payload(), timestamp);
    }

    private String message() {
        if (key instanceof String text && text.length() <= LONGEST_KEY) {
            // nearly all; each string that is not made in between counts
            return "Message '" + Quoted.escape(text) + "'" + kind.verb + topic + kind.end;
        }
        return "Message" + key() + kind.verb + topic + kind.end;
    }

    /** Returns it as the message says it, with a blank before it; empty if it does not. */
    private String key() {
        if (!includeKey) {
            return "";
        }
        if (key instanceof byte[] bytes) {
            return " " + Quoted.bytes(bytes, LONGEST_KEY);
        }
        return key == null ? " null" : " " + Quoted.text((String) key, LONGEST_KEY);
    }

    private Payload payload() {
        Integer partition = metadata.partition();
        Long offset = metadata.offset();
        Double duration = Milliseconds.of(nanos);
        // a producer without a name is as a rule the only one
        return producer.equals(ProducersConfig.DEFAULT_NAME)
                ? Payload.of("partition", partition, "offset", offset, "duration", duration)
                : Payload.of("producer", producer, "partition", partition, "offset", offset, "duration", duration);
    }
}
