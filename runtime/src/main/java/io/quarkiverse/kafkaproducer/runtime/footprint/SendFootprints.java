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
import io.quarkiverse.kafkaproducer.footprint.Payload;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;

/** Leaves a footprint of each send. */
public final class SendFootprints implements SendObserver {

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
            leaveWritten(footprints.settings().success(), WrittenFootprint.Kind.IN_TIME, submission, metadata, !reactive);
        }
    }

    @Override
    public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        if (footprints.isWanted(LogType.WARNING)) {
            // whoever sent it has gone
            leaveWritten(LogType.WARNING, WrittenFootprint.Kind.LATE, submission, metadata, false);
        }
    }

    private void leaveWritten(LogType type, WrittenFootprint.Kind kind, Submission submission, RecordMetadata metadata,
            boolean mayWait) {
        footprints.leave(new WrittenFootprint(type, kind, submission, metadata, footprints.settings().includeKey()), null,
                submission.traceId(), mayWait);
    }

    @Override
    public void batchAcknowledged(String controller, List<RecordMetadata> metadata, long started) {
        if (!footprints.isSuccessWanted()) {
            return;
        }
        long nanos = System.nanoTime() - started;
        footprints.leave(new PendingFootprint(footprints.settings().success()) {
            @Override
            Footprint inWords(Instant timestamp) {
                int count = metadata.size();
                String topics = metadata.stream().map(RecordMetadata::topic).distinct().collect(Collectors.joining(", "));
                return new Footprint(logType(), "Messages sent", controller,
                        count + (count == 1 ? " message has" : " messages have") + " been sent to " + topics,
                        Payload.of("count", count, "duration", Milliseconds.of(nanos)), timestamp);
            }
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
        footprints.leave(new PendingFootprint(LogType.ERROR) {
            @Override
            Footprint inWords(Instant timestamp) {
                Map<String, Object> payload = new LinkedHashMap<>();
                // a producer without a name is as a rule the only one
                if (!producer.equals(ProducersConfig.DEFAULT_NAME)) {
                    payload.put("producer", producer);
                }
                payload.put("error", ErrorDescription.of(failure));
                payload.put("outcome", failure.outcome().name());
                return new Footprint(logType(), "Producer Error", controller, "Failed to send message to topic " + topic,
                        payload, timestamp);
            }
        }, failure, submission.traceId(), !reactive);
    }

    @Override
    public void clientNotCreated(String controller, ClientCreationException failure) {
        if (!footprints.isWanted(LogType.ERROR)) {
            return;
        }
        footprints.leave(new PendingFootprint(LogType.ERROR) {
            @Override
            Footprint inWords(Instant timestamp) {
                return new Footprint(logType(), "Kafka Producer", controller, "Error creating KafkaProducer",
                        Payload.of("error", ErrorDescription.of(failure)), timestamp);
            }
        }, failure, null, !reactive);
    }
}
