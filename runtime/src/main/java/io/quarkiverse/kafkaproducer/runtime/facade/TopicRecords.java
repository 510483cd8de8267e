package io.quarkiverse.kafkaproducer.runtime.facade;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Values as records of one topic. */
final class TopicRecords {

    private TopicRecords() {
    }

    static <T> List<ProducerRecord<String, T>> of(String topic, Collection<? extends T> values,
            Function<? super T, String> key) {
        if (values == null || key == null) {
            throw new IllegalArgumentException(values == null ? "The values are null" : "The function for the key is null");
        }
        return values.stream().map(value -> new ProducerRecord<String, T>(topic, key.apply(value), value)).toList();
    }
}
