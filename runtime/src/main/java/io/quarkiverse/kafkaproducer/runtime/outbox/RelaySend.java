package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.function.Consumer;

import io.quarkiverse.kafkaproducer.runtime.send.Submission;

/** The send of one row, for which the relay waits. */
final class RelaySend extends Submission implements RelayEvent {

    private final Chain chain;
    private final PendingRow row;
    private final RelayProducer producer;
    private final Consumer<RelayEvent> events;
    private final Consumer<RelaySend> ended;

    /**
     * @param events told when it has ended
     * @param ended called then by the relay's thread
     */
    RelaySend(RelayProducer producer, Chain chain, PendingRow row, Consumer<RelayEvent> events, Consumer<RelaySend> ended) {
        super(producer.origin(), producer.timeoutNanos());
        this.producer = producer;
        this.chain = chain;
        this.row = row;
        this.events = events;
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
        events.accept(this);
    }

    @Override
    public void handle() {
        ended.accept(this);
    }
}
