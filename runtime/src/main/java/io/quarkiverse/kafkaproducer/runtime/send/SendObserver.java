package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.List;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;

/** Sees how each send ends. Called on the thread that goes on with the send's result, never on Kafka's network thread. */
public interface SendObserver {

    /** Looks away. */
    SendObserver NONE = new SendObserver() {
        @Override
        public void acknowledged(Submission submission, RecordMetadata metadata) {
        }

        @Override
        public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
        }

        @Override
        public void failed(Submission submission, SendException failure) {
        }

        @Override
        public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        }

        @Override
        public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
        }
    };

    /** Returns an observer that calls all of these. */
    static SendObserver of(List<SendObserver> observers) {
        return switch (observers.size()) {
            case 0 -> NONE;
            case 1 -> observers.get(0);
            default -> new SendObservers(observers);
        };
    }

    /**
     * The one that is told of reactive sends. No thread waits for those, and the thread that tells of them, which may be an
     * event loop, must not be held up.
     */
    default SendObserver ofReactiveSends() {
        return this;
    }

    void acknowledged(Submission submission, RecordMetadata metadata);

    /** Called for the acknowledged records of a batch. Each has been reported by itself, too. */
    void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started);

    void failed(Submission submission, SendException failure);

    /** The record was written after its sender had been told that it may not have been. */
    void acknowledgedLate(Submission submission, RecordMetadata metadata);

    void clientNotCreated(String producer, String controller, ClientCreationException failure);

    /**
     * A record that was acknowledged in a transaction has ended with it.
     *
     * @param started when its send began, by {@link System#nanoTime()}
     */
    default void endedInTransaction(String topic, long started, TransactionEnd.Result result) {
        // of no interest to those that look at single sends
    }

    /** A transaction has ended; each record that was acknowledged in it has been told before. */
    default void transactionEnded(TransactionEnd end) {
        // of no interest to those that look at single sends
    }
}
