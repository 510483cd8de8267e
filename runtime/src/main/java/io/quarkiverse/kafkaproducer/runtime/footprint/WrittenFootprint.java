package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.footprint.Payload;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.text.KeyText;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/**
 * The footprint of a record that a broker has written. Each send leaves one, so it keeps little, and nothing that keeps the
 * record's value.
 */
final class WrittenFootprint extends PendingFootprint {

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
        this.key = includeKey ? KeyText.unchanging(submission.key()) : null;
        this.metadata = metadata;
        this.nanos = System.nanoTime() - submission.started();
    }

    @Override
    Footprint inWords(Instant timestamp) {
        return new Footprint(logType(), kind.subject, controller, message(), payload(), timestamp);
    }

    private String message() {
        if (!includeKey) {
            return "Message" + kind.verb + topic + kind.end;
        }
        if (key == null) {
            return "Message without a key" + kind.verb + topic + kind.end;
        }
        if (key instanceof String text && text.length() <= KeyText.LONGEST) {
            // nearly all; each string that is not made in between counts
            String escaped = Quoted.escape(text);
            return "Message '" + escaped + "'" + kind.verb + topic + kind.end;
        }
        return "Message " + KeyText.quoted(key) + kind.verb + topic + kind.end;
    }

    private Payload payload() {
        Integer partition = metadata.partition();
        Long offset = metadata.offset();
        Double duration = Milliseconds.of(nanos);
        return key == null
                ? Payload.of("producer", producer, "topic", topic, "partition", partition, "offset", offset, "duration",
                        duration)
                : Payload.of("producer", producer, "topic", topic, "key", KeyText.inPayload(key), "partition", partition,
                        "offset", offset, "duration", duration);
    }
}
