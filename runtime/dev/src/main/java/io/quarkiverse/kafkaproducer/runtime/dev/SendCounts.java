package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.send.TransactionEnd;

/** Counts the sends of one producer by their end, since the application was started. */
final class SendCounts implements SendObserver {

    /** The number of sends that the percentiles are taken from. */
    private static final int MOST_DURATIONS = 1_000;

    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Durations durations = new Durations(MOST_DURATIONS);

    long sent() {
        return sent.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** Returns the durations from the call to the acknowledgment. */
    Durations durations() {
        return durations;
    }

    @Override
    public void acknowledged(Submission submission, RecordMetadata metadata) {
        sent.increment();
        durations.add(System.nanoTime() - submission.started());
    }

    @Override
    public void endedInTransaction(String topic, long started, TransactionEnd.Result result) {
        if (result == TransactionEnd.Result.COMMITTED) {
            sent.increment();
            durations.add(System.nanoTime() - started);
        } else {
            failed.increment();
        }
    }

    @Override
    public void failed(Submission submission, SendException failure) {
        failed.increment();
    }

    @Override
    public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
        // each of them is counted by itself
    }

    @Override
    public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        // it has been counted as failed
    }

    @Override
    public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
        // the sends that fail of it are counted
    }
}
