package io.quarkiverse.kafkaproducer.benchmarks.application;

import io.quarkiverse.kafkaproducer.Producer;

/** The {@link Producer} of this extension. */
final class BlockingOurs implements WaitingSender {

    private final Producer producer;

    BlockingOurs(Producer producer) {
        this.producer = producer;
    }

    @Override
    public void send(String topic, Sample sample) {
        producer.send(topic, sample.order(), sample.key());
    }
}
