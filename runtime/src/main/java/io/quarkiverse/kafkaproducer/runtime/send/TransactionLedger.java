package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.kafkaproducer.ProducerException;

/**
 * Keeps what has been acknowledged in a transaction until that ends: only then is it known whether anybody will read it.
 * Observers are told at its end.
 */
public final class TransactionLedger {

    private final SendObserver observer;
    private final Executor completions;
    private final String producer;
    private final String controller;
    private final long started;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Times> topics = new TreeMap<>();
    private int count;
    private TransactionEnd.Result result;

    /**
     * @param path of the sends
     * @param controller the method that the application called
     * @param started when that was, by {@link System#nanoTime()}
     */
    public TransactionLedger(SendPath path, String controller, long started) {
        this.observer = path.observer();
        this.completions = path.completions();
        this.producer = path.name();
        this.controller = controller;
        this.started = started;
    }

    /** Takes in a record that the brokers have acknowledged. Safe for any thread; runs no observer on it. */
    public void acknowledged(Submission submission) {
        if (observer == SendObserver.NONE) {
            return;
        }
        TransactionEnd.Result ended;
        lock.lock();
        try {
            ended = result;
            if (ended == null) {
                topics.computeIfAbsent(submission.topic(), topic -> new Times()).add(submission.started());
                count++;
            }
        } finally {
            lock.unlock();
        }
        if (ended != null) {
            // it was on its way when the transaction was aborted
            completions.execute(() -> observer.endedInTransaction(submission.topic(), submission.started(), ended));
        }
    }

    /**
     * Tells the observers of the end; only the first one counts.
     *
     * @param failure why it was not committed, or null
     */
    public void end(TransactionEnd.Result how, ProducerException failure) {
        List<String> names;
        lock.lock();
        try {
            if (result != null) {
                return;
            }
            result = how;
            names = List.copyOf(topics.keySet());
        } finally {
            lock.unlock();
        }
        // nothing is added any more
        topics.forEach((topic, times) -> times.tell(observer, topic, how));
        observer.transactionEnded(new TransactionEnd(how, producer, controller, names, count, started, failure));
        topics.clear();
    }

    /** The times when the sends of one topic began. */
    private static final class Times {

        private long[] times = new long[8];
        private int size;

        private void add(long time) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
            }
            times[size++] = time;
        }

        private void tell(SendObserver observer, String topic, TransactionEnd.Result how) {
            for (int i = 0; i < size; i++) {
                observer.endedInTransaction(topic, times[i], how);
            }
        }
    }
}
