package io.quarkiverse.kafkaproducer.runtime.producers;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.runtime.facade.BlockingProducer;

/** A producer that the application made, and closes, itself. */
final class StandaloneProducer extends BlockingProducer implements CloseableProducer {

    private final Producers producers;
    private final ProducerRuntime open;

    StandaloneProducer(Producers producers, ProducerRuntime open) {
        super(open.path(), open::transactions);
        this.producers = producers;
        this.open = open;
    }

    @Override
    public void close() {
        producers.closeByHand(open);
    }
}
