package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.function.Consumer;

import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;

/** The send of one row, for which the relay waits. */
final class RelaySend extends Submission {

    private final Chain chain;
    private final PendingRow row;
    private final RelayProducer producer;
    private final Consumer<RelaySend> ended;

    RelaySend(Origin origin, RelayProducer producer, Chain chain, PendingRow row, Consumer<RelaySend> ended) {
        super(origin, producer.timeoutNanos());
        this.producer = producer;
        this.chain = chain;
        this.row = row;
        this.ended = ended;
    }

    Chain chain() {
        return chain;
    }

    PendingRow row() {
        return row;
    }

    RelayProducer producer() {
        return producer;
    }

    @Override
    protected void wake() {
        ended.accept(this);
    }
}
