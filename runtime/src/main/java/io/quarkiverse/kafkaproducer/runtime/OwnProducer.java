package io.quarkiverse.kafkaproducer.runtime;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.runtime.face.BlockingProducer;

/** A producer that the application made, and closes, itself. */
final class OwnProducer extends BlockingProducer implements CloseableProducer {

    private final OpenProducers producers;
    private final OpenProducer open;

    OwnProducer(OpenProducers producers, OpenProducer open) {
        super(open.path(), open::transactions);
        this.producers = producers;
        this.open = open;
    }

    @Override
    public void close() {
        producers.closeByHand(open);
    }
}
