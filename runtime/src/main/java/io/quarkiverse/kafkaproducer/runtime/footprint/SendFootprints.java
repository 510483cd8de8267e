package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/** Leaves a footprint of each send. */
public final class SendFootprints implements SendObserver {

    private static final double NANOS_OF_A_MILLISECOND = 1_000_000;
    private static final double NANOS_OF_A_MICROSECOND = 1_000;

    /** Entries of a payload. */
    private static final int FEW = 4;

    /** In characters or bytes. A line of a log is to be read. */
    private static final int LONGEST_KEY = 256;

    private final LoggedFootprints footprints;
    private final boolean reactive;

    public SendFootprints(LoggedFootprints footprints) {
        this(footprints, false);
    }

    private SendFootprints(LoggedFootprints footprints, boolean reactive) {
        this.footprints = footprints;
        this.reactive = reactive;
    }

    @Override
    public SendObserver ofReactiveSends() {
        return new SendFootprints(footprints, true);
    }

    @Override
    public void acknowledged(Submission submission, RecordMetadata metadata) {
        if (!submission.isOfBatch() && footprints.isSuccessWanted()) {
            LogType type = footprints.settings().success();
            leaveWritten(submission, metadata, type, "Message sent", " has been sent to ", "", !reactive);
        }
    }

    @Override
    public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        if (footprints.isWanted(LogType.WARNING)) {
            // whoever sent it has gone
            leaveWritten(submission, metadata, LogType.WARNING, "Late acknowledgment", " has been written to ",
                    " after its sender gave up", false);
        }
    }

    private void leaveWritten(Submission submission, RecordMetadata metadata, LogType type, String subject, String verb,
            String end, boolean mayWait) {
        long nanos = System.nanoTime() - submission.started();
        String controller = submission.controller();
        String producer = submission.producerName();
        String topic = submission.topic();
        Object key = submission.key();
        // bytes are the caller's, and may change
        String words = key instanceof byte[] ? key(key) : null;
        footprints.leave(type, timestamp -> {
            Map<String, Object> payload = new LinkedHashMap<>(FEW);
            putProducer(payload, producer);
            payload.put("partition", metadata.partition());
            payload.put("offset", metadata.offset());
            payload.put("duration", milliseconds(nanos));
            String message = "Message" + (words == null ? key(key) : words) + verb + topic + end;
            return new Footprint(type, subject, controller, message, payload, timestamp);
        }, null, submission.traceId(), mayWait);
    }

    @Override
    public void batchAcknowledged(String controller, List<RecordMetadata> metadata, long started) {
        if (!footprints.isSuccessWanted()) {
            return;
        }
        LogType type = footprints.settings().success();
        long nanos = System.nanoTime() - started;
        footprints.leave(type, timestamp -> {
            int count = metadata.size();
            String topics = metadata.stream().map(RecordMetadata::topic).distinct().collect(Collectors.joining(", "));
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("count", count);
            payload.put("duration", milliseconds(nanos));
            return new Footprint(type, "Messages sent", controller,
                    count + (count == 1 ? " message has" : " messages have") + " been sent to " + topics, payload, timestamp);
        }, null, null, !reactive);
    }

    @Override
    public void failed(Submission submission, SendException failure) {
        if (!footprints.isWanted(LogType.ERROR)) {
            return;
        }
        String controller = submission.controller();
        String producer = submission.producerName();
        String topic = submission.topic();
        footprints.leave(LogType.ERROR, timestamp -> {
            Map<String, Object> payload = new LinkedHashMap<>();
            putProducer(payload, producer);
            payload.put("error", ErrorDescription.of(failure));
            payload.put("outcome", failure.outcome().name());
            return new Footprint(LogType.ERROR, "Producer Error", controller, "Failed to send message to topic " + topic,
                    payload, timestamp);
        }, failure, submission.traceId(), !reactive);
    }

    @Override
    public void clientNotCreated(String controller, ClientCreationException failure) {
        if (!footprints.isWanted(LogType.ERROR)) {
            return;
        }
        footprints.leave(LogType.ERROR, timestamp -> {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("error", ErrorDescription.of(failure));
            return new Footprint(LogType.ERROR, "Kafka Producer", controller, "Error creating KafkaProducer", payload,
                    timestamp);
        }, failure, null, !reactive);
    }

    /** A producer without a name is as a rule the only one. */
    private static void putProducer(Map<String, Object> payload, String producer) {
        if (!producer.equals(ProducersConfig.DEFAULT_NAME)) {
            payload.put("producer", producer);
        }
    }

    private static double milliseconds(long nanos) {
        return Math.round(nanos / NANOS_OF_A_MICROSECOND) * NANOS_OF_A_MICROSECOND / NANOS_OF_A_MILLISECOND;
    }

    /** Returns it as the message says it, with a blank before it; empty if it does not. */
    private String key(Object key) {
        if (!footprints.settings().includeKey()) {
            return "";
        }
        if (key instanceof byte[] bytes) {
            return " " + Quoted.bytes(bytes, LONGEST_KEY);
        }
        return key == null ? " null" : " " + Quoted.text((String) key, LONGEST_KEY);
    }
}
