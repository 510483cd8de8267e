package io.quarkiverse.kafkaproducer.benchmarks.application;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;

/** Quarkus' emitter, whose topic is that of its channel. */
final class EmitterPeer implements WaitingSender, BurstSender {

    private final MutinyEmitter<Record<String, Order>> emitter;

    EmitterPeer(MutinyEmitter<Record<String, Order>> emitter) {
        this.emitter = emitter;
    }

    @Override
    public void send(String topic, Sample sample) {
        emitter.sendAndAwait(Record.of(sample.key(), sample.order()));
    }

    @Override
    public void send(String topic, Sample sample, int count, Tally tally) {
        for (int i = 0; i < count; i++) {
            emitter.send(Record.of(sample.key(), sample.order())).subscribe().with(nothing -> tally.acknowledged(),
                    failure -> tally.failed());
        }
    }
}
