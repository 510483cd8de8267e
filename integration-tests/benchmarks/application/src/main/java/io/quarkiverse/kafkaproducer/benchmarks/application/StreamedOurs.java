package io.quarkiverse.kafkaproducer.benchmarks.application;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.smallrye.mutiny.Multi;

/** The {@link ReactiveProducer} of this extension, with a stream of records that goes as fast as they are taken. */
final class StreamedOurs implements BurstSender {

    private final ReactiveProducer producer;

    StreamedOurs(ReactiveProducer producer) {
        this.producer = producer;
    }

    @Override
    public void send(String topic, Sample sample, int count, Tally tally) {
        Multi<ProducerRecord<String, Order>> records = Multi.createFrom().range(0, count)
                .map(i -> new ProducerRecord<>(topic, sample.key(), sample.order()));
        producer.sendAll(records).subscribe().with(result -> tally.ended(result.failure()));
    }
}
