package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/** Leaves a footprint of each send. */
public final class SendFootprints implements SendObserver {

    private static final double NANOS_OF_A_MILLISECOND = 1_000_000;
    private static final double NANOS_OF_A_MICROSECOND = 1_000;

    private final LoggedFootprints footprints;

    public SendFootprints(LoggedFootprints footprints) {
        this.footprints = footprints;
    }

    @Override
    public void acknowledged(Submission submission, RecordMetadata metadata) {
        if (!submission.isOfBatch() && footprints.isLogged(LogType.INFO)) {
            footprints.leave(footprint(LogType.INFO, "Message sent", submission.controller(),
                    "Message " + key(submission) + " has been sent to " + submission.topic(), written(submission, metadata)));
        }
    }

    @Override
    public void batchAcknowledged(String controller, List<RecordMetadata> metadata, long started) {
        if (!footprints.isLogged(LogType.INFO)) {
            return;
        }
        int count = metadata.size();
        String topics = metadata.stream().map(RecordMetadata::topic).distinct().collect(Collectors.joining(", "));
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("count", count);
        payload.put("duration", milliseconds(System.nanoTime() - started));
        footprints.leave(footprint(LogType.INFO, "Messages sent", controller,
                count + (count == 1 ? " message has" : " messages have") + " been sent to " + topics, payload));
    }

    @Override
    public void failed(Submission submission, SendException failure) {
        if (!footprints.isLogged(LogType.ERROR)) {
            return;
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("error", ErrorDescription.of(failure));
        payload.put("outcome", failure.outcome().name());
        footprints.leave(footprint(LogType.ERROR, "Producer Error", submission.controller(),
                "Failed to send message to topic " + submission.topic(), payload), failure);
    }

    @Override
    public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        footprints.leave(footprint(LogType.WARNING, "Late acknowledgment", submission.controller(),
                "Message " + key(submission) + " has been written to " + submission.topic() + " after its sender gave up",
                written(submission, metadata)));
    }

    @Override
    public void clientNotCreated(String controller, ClientCreationException failure) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("error", ErrorDescription.of(failure));
        footprints.leave(
                footprint(LogType.ERROR, "Kafka Producer", controller, "Error creating KafkaProducer", payload), failure);
    }

    private static Footprint footprint(LogType type, String subject, String controller, String message,
            Map<String, Object> payload) {
        return new Footprint(type, subject, controller, message, payload, Instant.now());
    }

    private static Map<String, Object> written(Submission submission, RecordMetadata metadata) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("partition", metadata.partition());
        payload.put("offset", metadata.offset());
        payload.put("duration", milliseconds(System.nanoTime() - submission.started()));
        return payload;
    }

    private static double milliseconds(long nanos) {
        return Math.round(nanos / NANOS_OF_A_MICROSECOND) * NANOS_OF_A_MICROSECOND / NANOS_OF_A_MILLISECOND;
    }

    private static String key(Submission submission) {
        Object key = submission.key();
        if (key instanceof String text) {
            return Quoted.text(text);
        }
        return key instanceof byte[] bytes ? Quoted.bytes(bytes) : "null";
    }
}
