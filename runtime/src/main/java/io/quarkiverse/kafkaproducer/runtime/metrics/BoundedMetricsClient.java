package io.quarkiverse.kafkaproducer.runtime.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * A Kafka client as it is, but for its metrics: those of topics are left out for all but the {@link MeteredTopics} that have
 * some.
 */
final class BoundedMetricsClient implements Producer<Object, Object> {

    private final Producer<Object, Object> client;
    private final MeteredTopics topics;

    @SuppressWarnings("unchecked")
    BoundedMetricsClient(Producer<?, ?> client, MeteredTopics topics) {
        this.client = (Producer<Object, Object>) client;
        this.topics = topics;
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        Map<MetricName, Metric> bounded = new HashMap<>();
        client.metrics().forEach((name, metric) -> {
            String topic = name.tags().get("topic");
            if (topic == null || topics.isKnown(topic)) {
                bounded.put(name, metric);
            }
        });
        return bounded;
    }

    @Override
    public void initTransactions() {
        client.initTransactions();
    }

    @Override
    public void beginTransaction() {
        client.beginTransaction();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        client.sendOffsetsToTransaction(offsets, group);
    }

    @Override
    public void commitTransaction() {
        client.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        client.abortTransaction();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        client.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        client.unregisterMetricFromSubscription(metric);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> record) {
        return client.send(record);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> record, Callback callback) {
        return client.send(record, callback);
    }

    @Override
    public void flush() {
        client.flush();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return client.partitionsFor(topic);
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return client.clientInstanceId(timeout);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public void close(Duration timeout) {
        client.close(timeout);
    }
}
