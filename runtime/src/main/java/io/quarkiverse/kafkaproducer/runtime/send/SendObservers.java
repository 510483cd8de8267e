package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;

/** Several that see how sends end, one after the other. */
final class SendObservers implements SendObserver {

    private final SendObserver[] observers;

    SendObservers(List<SendObserver> observers) {
        this.observers = observers.toArray(SendObserver[]::new);
    }

    @Override
    public SendObserver ofReactiveSends() {
        return new SendObservers(Stream.of(observers).map(SendObserver::ofReactiveSends).toList());
    }

    @Override
    public void acknowledged(Submission submission, RecordMetadata metadata) {
        for (SendObserver observer : observers) {
            observer.acknowledged(submission, metadata);
        }
    }

    @Override
    public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
        for (SendObserver observer : observers) {
            observer.batchAcknowledged(producer, controller, metadata, started);
        }
    }

    @Override
    public void failed(Submission submission, SendException failure) {
        for (SendObserver observer : observers) {
            observer.failed(submission, failure);
        }
    }

    @Override
    public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        for (SendObserver observer : observers) {
            observer.acknowledgedLate(submission, metadata);
        }
    }

    @Override
    public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
        for (SendObserver observer : observers) {
            observer.clientNotCreated(producer, controller, failure);
        }
    }

    @Override
    public void endedInTransaction(String topic, long started, TransactionEnd.Result result) {
        for (SendObserver observer : observers) {
            observer.endedInTransaction(topic, started, result);
        }
    }

    @Override
    public void transactionEnded(TransactionEnd end) {
        for (SendObserver observer : observers) {
            observer.transactionEnded(end);
        }
    }
}
