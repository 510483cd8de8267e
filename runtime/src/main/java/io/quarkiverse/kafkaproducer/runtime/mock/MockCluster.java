package io.quarkiverse.kafkaproducer.runtime.mock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.kafkaproducer.mock.SentRecord;

/** Stands for all clusters: what its clients have sent, and what is to fail next. */
public final class MockCluster implements AutoCloseable {

    private final List<SentRecord> records = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Deque<KafkaException> failures = new ArrayDeque<>();
    /** Acknowledgments come on another thread than that of the sender, as Kafka's do. */
    private final ExecutorService network = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "kafka-producer-mock-network");
        thread.setDaemon(true);
        return thread;
    });

    synchronized long nextOffset(TopicPartition partition) {
        return ends.merge(partition, 1L, Long::sum) - 1;
    }

    synchronized void add(List<SentRecord> sent) {
        records.addAll(sent);
    }

    synchronized List<SentRecord> records() {
        return List.copyOf(records);
    }

    synchronized void failNext(int count, KafkaException failure) {
        for (int i = 0; i < count; i++) {
            failures.add(failure);
        }
    }

    /** Null if it is to be acknowledged. */
    synchronized KafkaException nextFailure() {
        return failures.poll();
    }

    synchronized void clear() {
        records.clear();
        failures.clear();
    }

    void answer(Runnable answer) {
        network.execute(answer);
    }

    @Override
    public void close() {
        network.shutdown();
    }
}
