package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.footprint.Payload;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.text.KeyText;

/** The footprint of a record that was not acknowledged. */
final class FailedFootprint extends PendingFootprint {

    private final String controller;
    private final String producer;
    private final String topic;
    /** Null if there is none, or if it is not to be said. */
    private final Object key;
    private final SendException failure;

    FailedFootprint(Submission submission, SendException failure, boolean includeKey) {
        super(LogType.ERROR);
        this.controller = submission.controller();
        this.producer = submission.producerName();
        this.topic = submission.topic();
        this.key = includeKey ? KeyText.unchanging(submission.key()) : null;
        this.failure = failure;
    }

    @Override
    Footprint inWords(Instant timestamp) {
        return new Footprint(logType(), "Producer Error", controller, "Failed to send message to topic " + topic, payload(),
                timestamp);
    }

    private Payload payload() {
        Object error = ErrorDescription.of(failure);
        String outcome = failure.outcome().name();
        return key == null ? Payload.of("producer", producer, "topic", topic, "error", error, "outcome", outcome)
                : Payload.of("producer", producer, "topic", topic, "key", KeyText.inPayload(key), "error", error, "outcome",
                        outcome);
    }
}
