package io.quarkiverse.kafkaproducer.runtime.dev;

import java.time.Instant;
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
    private final SendSeries series = new SendSeries();
    private volatile Failed last;

    private record Failed(Instant when, SendException failure) {
    }

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

    SendSeries series() {
        return series;
    }

    /** Returns null if none has failed. */
    LastFailure lastFailure() {
        Failed known = last;
        return known == null ? null : LastFailure.of(known.when(), known.failure());
    }

    @Override
    public void acknowledged(Submission submission, RecordMetadata metadata) {
        sent(metadata.topic(), submission.started());
    }

    private void sent(String topic, long started) {
        sent.increment();
        long now = System.nanoTime();
        durations.add(now - started);
        series.of(topic).acknowledged(now, now - started);
    }

    @Override
    public void endedInTransaction(String topic, long started, TransactionEnd.Result result) {
        if (result == TransactionEnd.Result.COMMITTED) {
            sent(topic, started);
        } else {
            failed(topic);
        }
    }

    @Override
    public void failed(Submission submission, SendException failure) {
        failed(failure.topic());
        last = new Failed(Instant.now(), failure);
    }

    private void failed(String topic) {
        failed.increment();
        series.of(topic).failed(System.nanoTime());
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
