package io.quarkiverse.kafkaproducer.benchmarks.application;

import io.quarkiverse.kafkaproducer.ReactiveProducer;

/** The {@link ReactiveProducer} of this extension, send by send. */
final class ReactiveOurs implements WaitingSender, BurstSender {

    private final ReactiveProducer producer;

    ReactiveOurs(ReactiveProducer producer) {
        this.producer = producer;
    }

    @Override
    public void send(String topic, Sample sample) {
        producer.send(topic, sample.order(), sample.key()).await().indefinitely();
    }

    @Override
    public void send(String topic, Sample sample, int count, Tally tally) {
        for (int i = 0; i < count; i++) {
            producer.send(topic, sample.order(), sample.key()).subscribe().with(metadata -> tally.acknowledged(),
                    failure -> tally.failed());
        }
    }
}
