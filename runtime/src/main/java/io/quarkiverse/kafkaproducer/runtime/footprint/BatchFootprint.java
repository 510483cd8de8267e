package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.footprint.Payload;

/** The footprint of the records of a {@code sendAll} that were acknowledged. */
final class BatchFootprint extends PendingFootprint {

    private final String producer;
    private final String controller;
    private final List<RecordMetadata> metadata;
    private final long nanos;

    BatchFootprint(LogType type, String producer, String controller, List<RecordMetadata> metadata, long started) {
        super(type);
        this.producer = producer;
        this.controller = controller;
        this.metadata = metadata;
        this.nanos = System.nanoTime() - started;
    }

    @Override
    Footprint inWords(Instant timestamp) {
        int count = metadata.size();
        List<String> topics = metadata.stream().map(RecordMetadata::topic).distinct().toList();
        return new Footprint(logType(), "Messages sent", controller,
                count + (count == 1 ? " message has" : " messages have") + " been sent to " + String.join(", ", topics),
                payload(producer, topics, "count", count, "duration", Milliseconds.of(nanos)), timestamp);
    }

    /** Returns a payload that begins with the producer, and with the topic if there is one. */
    static Payload payload(String producer, List<String> topics, Object... others) {
        List<Object> content = new ArrayList<>(List.of("producer", producer));
        if (topics.size() == 1) {
            content.addAll(List.of("topic", topics.get(0)));
        }
        content.addAll(List.of(others));
        return Payload.of(content.toArray());
    }
}
