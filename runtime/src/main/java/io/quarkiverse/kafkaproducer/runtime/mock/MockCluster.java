package io.quarkiverse.kafkaproducer.runtime.mock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.mock.SentRecord;

/** Stands for all clusters: what its clients have sent, and what is to fail next. */
public final class MockCluster implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MockCluster.class);

    /** The heap must not fill up, however long it runs. */
    private static final int MOST_RECORDS = 50_000;
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final ArrayDeque<SentRecord> records = new ArrayDeque<>();
    private long bytes;
    private boolean dropped;
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
        for (SentRecord one : sent) {
            records.addLast(one);
            bytes += size(one);
        }
        // the latest stays, however large it is
        while (records.size() > MOST_RECORDS || bytes > MOST_BYTES && records.size() > 1) {
            bytes -= size(records.removeFirst());
            if (!dropped) {
                dropped = true;
                LOG.warnf("The mock of the Kafka producers keeps the latest %d records, or %d bytes of them, and forgets those "
                        + "before: call SentRecords.clear() in between to see all", MOST_RECORDS, MOST_BYTES);
            }
        }
    }

    private static long size(SentRecord record) {
        long size = record.value() == null ? 0 : record.value().length;
        if (record.key() instanceof String text) {
            size += text.length();
        } else if (record.key() instanceof byte[] key) {
            size += key.length;
        }
        for (Header header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
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

    public synchronized void clear() {
        records.clear();
        bytes = 0;
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
