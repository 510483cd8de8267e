package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;

/**
 * A Kafka producer with {@code max.block.ms=0}, which answers at once instead of waiting, and what the queue in front of it
 * has to know about it.
 */
public final class KafkaClient {

    private static final Logger LOG = Logger.getLogger(KafkaClient.class);
    private static final long LEAST_PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final Producer<Object, byte[]> producer;
    private final ClientProperties properties;
    private final Metric bufferAvailable;
    private final Metric connectionsMade;
    private final Metric batchesSplit;
    private final ReentrantLock inUse = new ReentrantLock();
    private final ReentrantLock closing = new ReentrantLock();
    private volatile boolean closed;
    private volatile Exception failure;

    KafkaClient(Producer<Object, byte[]> producer, ClientProperties properties) {
        this.producer = producer;
        this.properties = properties;
        this.bufferAvailable = metric("buffer-available-bytes", "producer-metrics");
        this.connectionsMade = metric("connection-creation-total", "producer-metrics");
        this.batchesSplit = metric("batch-split-total", "producer-metrics");
    }

    /**
     * How many partitions the topic has. Unlike a {@code send} it leaves no trace in the client's error metrics and runs no
     * interceptor when the metadata is not there; it asks for it.
     *
     * @throws org.apache.kafka.common.KafkaException if the client does not know; the cause may say more
     */
    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /** Has the topic's metadata fetched, unless it is there; does not wait for it. */
    public void fetchMetadata(String topic) {
        try {
            producer.partitionsFor(topic);
        } catch (TimeoutException e) {
            LOG.debugf("Metadata of topic %s has been asked for", topic);
        }
    }

    /** How many bytes of the buffer are free. */
    public long bufferAvailable() {
        return bufferAvailable == null ? Long.MAX_VALUE : ((Number) bufferAvailable.metricValue()).longValue();
    }

    /**
     * Whether a buffer of which this much is free can take a record of this size without waiting. A record that is larger than
     * all of it is let pass, for the client to refuse.
     */
    public boolean fits(int size, long bufferAvailable) {
        return size > properties.bufferMemory() || bufferAvailable >= Math.max(size, properties.batchSize());
    }

    /**
     * Begins to use it: it is not closed before {@link #leave()}.
     *
     * @return false if it is no longer to be used
     */
    public boolean enter() {
        inUse.lock();
        if (closed || failure != null) {
            inUse.unlock();
            return false;
        }
        return true;
    }

    public void leave() {
        inUse.unlock();
    }

    public void send(ProducerRecord<Object, byte[]> record, Callback callback) {
        producer.send(record, callback);
    }

    /** Whether a send may run code of the application, or compress: work that has no place on Kafka's network thread. */
    public boolean isSendHeavy() {
        return properties.sendRunsUserCode() || properties.compresses();
    }

    /** False while no connection to any broker has ever been made. */
    public boolean hasConnected() {
        return connectionsMade == null || ((Number) connectionsMade.metricValue()).doubleValue() > 0;
    }

    /**
     * Whether a broker has ever refused a batch of several records as too large. The client makes smaller ones of it, but none
     * smaller than {@code batch.size}, and tries that again and again (KAFKA-8350).
     */
    public boolean hasSplitBatches() {
        return batchesSplit != null && ((Number) batchesSplit.metricValue()).doubleValue() > 0;
    }

    /** Whether a call may wait, for {@code max.block.ms}: then it is not for a thread that must not. */
    public boolean mayBlock() {
        return properties.mayBlock();
    }

    public void beginTransaction() {
        producer.beginTransaction();
    }

    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer.sendOffsetsToTransaction(offsets, group);
    }

    public void commitTransaction() {
        producer.commitTransaction();
    }

    public void abortTransaction() {
        producer.abortTransaction();
    }

    /** What one of its metrics says now, of those that are about the client as a whole; 0 if there is none of this name. */
    public double measure(String name) {
        Metric metric = metric(name, "producer-metrics");
        return metric == null ? 0 : ((Number) metric.metricValue()).doubleValue();
    }

    void failed(Exception reason) {
        failure = reason;
    }

    /** Why it is no longer used; null while it is. */
    public Exception failure() {
        return failure;
    }

    /**
     * Does not close under the hands of a thread that uses it, unless that one takes too long. Blocks, also while another
     * thread closes it.
     */
    void close(Duration timeout) {
        closing.lock();
        try {
            if (!closed) {
                closeOnce(timeout);
            }
        } finally {
            closing.unlock();
        }
    }

    private void closeOnce(Duration timeout) {
        long patience = Math.max(timeout.toNanos(), LEAST_PATIENCE);
        boolean interrupted = false;
        closed = true;
        try {
            if (inUse.tryLock(patience, TimeUnit.NANOSECONDS)) {
                inUse.unlock();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        producer.close(timeout);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Metric metric(String name, String group) {
        for (var metric : producer.metrics().entrySet()) {
            MetricName metricName = metric.getKey();
            if (metricName.name().equals(name) && metricName.group().equals(group)) {
                return metric.getValue();
            }
        }
        return null;
    }
}
