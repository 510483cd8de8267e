package io.quarkiverse.kafkaproducer.runtime.mock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.mock.SentRecord;

/**
 * Kafka's own mock of a client, whose records end in a {@link MockCluster}, shared with all others. Whether it may send, and
 * what a transaction may do, is Kafka's part.
 */
public final class MockClient<V> extends MockProducer<Object, V> {

    /** The partitions of every topic: as many as a record may ask for. */
    private static final int PARTITIONS = 1 << 20;

    private final String producer;
    private final MockCluster cluster;
    private final Serializer<V> values;
    private final List<SentRecord> uncommitted = new ArrayList<>();
    private boolean inTransaction;

    /** @param producer its name */
    public MockClient(String producer, MockCluster cluster, Serializer<Object> keys, Serializer<V> values) {
        super(true, null, keys, values);
        this.producer = producer;
        this.cluster = cluster;
        this.values = values;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<Object, V> record, Callback callback) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        byte[] value = record.value() == null ? null : values.serialize(record.topic(), headers, record.value());
        headers.setReadOnly();
        KafkaException failure = cluster.nextFailure();
        int partition = record.partition() == null ? 0 : record.partition();
        if (failure != null) {
            return answer(callback, metadata(record, partition, -1), failure);
        }
        // it checks what a client checks, and keeps account of transactions
        super.send(record, null);
        RecordMetadata metadata = metadata(record, partition,
                cluster.nextOffset(new TopicPartition(record.topic(), partition)));
        SentRecord sent = new SentRecord(producer, record.key(), value, headers, metadata);
        if (inTransaction) {
            uncommitted.add(sent);
        } else {
            cluster.add(List.of(sent));
            // what Kafka's mock remembers is of no use here
            clear();
        }
        return answer(callback, metadata, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, V> record) {
        return send(record, null);
    }

    private static RecordMetadata metadata(ProducerRecord<?, ?> record, int partition, long offset) {
        long timestamp = record.timestamp() == null ? System.currentTimeMillis() : record.timestamp();
        return new RecordMetadata(new TopicPartition(record.topic(), partition), offset, 0, timestamp, -1, -1);
    }

    private Future<RecordMetadata> answer(Callback callback, RecordMetadata metadata, KafkaException failure) {
        CompletableFuture<RecordMetadata> future = new CompletableFuture<>();
        cluster.answer(() -> {
            if (failure == null) {
                future.complete(metadata);
            } else {
                future.completeExceptionally(failure);
            }
            if (callback != null) {
                callback.onCompletion(metadata, failure);
            }
        });
        return future;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return Collections.nCopies(PARTITIONS, new PartitionInfo(topic, 0, null, null, null));
    }

    @Override
    public synchronized void beginTransaction() {
        super.beginTransaction();
        inTransaction = true;
    }

    @Override
    public synchronized void commitTransaction() {
        super.commitTransaction();
        inTransaction = false;
        cluster.add(uncommitted);
        uncommitted.clear();
    }

    @Override
    public synchronized void abortTransaction() {
        super.abortTransaction();
        inTransaction = false;
        uncommitted.clear();
    }
}
