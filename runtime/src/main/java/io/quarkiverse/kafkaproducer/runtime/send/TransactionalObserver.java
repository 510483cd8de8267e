package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.List;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;

/**
 * Sees the sends of a transaction: their failures count at once; what is acknowledged has not been sent before the commit, and
 * is told by the {@link TransactionLedger}.
 */
record TransactionalObserver(SendObserver observer) implements SendObserver {

    static SendObserver of(SendObserver observer) {
        return observer == NONE ? NONE : new TransactionalObserver(observer);
    }

    @Override
    public SendObserver ofReactiveSends() {
        return new TransactionalObserver(observer.ofReactiveSends());
    }

    @Override
    public void acknowledged(Submission submission, RecordMetadata metadata) {
        // may still be aborted
    }

    @Override
    public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
        // may still be aborted
    }

    @Override
    public void failed(Submission submission, SendException failure) {
        observer.failed(submission, failure);
    }

    @Override
    public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        observer.acknowledgedLate(submission, metadata);
    }

    @Override
    public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
        observer.clientNotCreated(producer, controller, failure);
    }
}
