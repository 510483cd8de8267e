package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Map;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/** Reads a Kafka client's metrics. Safe for any thread. A client without a metric says 0. */
final class ClientMetrics {

    private static final String CLIENT = "producer-metrics";
    private static final String TOPIC = "producer-topic-metrics";
    private static final String NODE = "producer-node-metrics";

    private final Producer<?, ?> producer;
    private final String clientId;
    private final Metric bufferAvailable;

    ClientMetrics(Producer<?, ?> producer, String clientId) {
        this.producer = producer;
        // as the client got it
        this.clientId = Quoted.escape(clientId);
        this.bufferAvailable = metric(CLIENT, "buffer-available-bytes", Map.of("client-id", this.clientId));
    }

    /** Returns false for a mock. */
    boolean areThere() {
        return bufferAvailable != null;
    }

    /** Returns how many bytes of the buffer are free. */
    long bufferAvailable() {
        return bufferAvailable == null ? Long.MAX_VALUE : ((Number) bufferAvailable.metricValue()).longValue();
    }

    /** Returns how many records of a topic were tried again. */
    long retries(String topic) {
        return (long) value(metric(TOPIC, "record-retry-total", ofTopic(topic)));
    }

    /** Returns how many records of a topic were sent to a broker. */
    long sent(String topic) {
        return (long) value(metric(TOPIC, "record-send-total", ofTopic(topic)));
    }

    /** Returns whether anything was ever sent to this broker. */
    boolean hasReached(int broker) {
        return value(metric(NODE, "request-total", Map.of("client-id", clientId, "node-id", "node-" + broker))) > 0;
    }

    /** Returns what a metric says that is about the client as a whole. */
    double value(String name) {
        return value(metric(CLIENT, name, Map.of("client-id", clientId)));
    }

    private Map<String, String> ofTopic(String topic) {
        return Map.of("client-id", clientId, "topic", topic);
    }

    private Metric metric(String group, String name, Map<String, String> tags) {
        return producer.metrics().get(new MetricName(name, group, "", tags));
    }

    private static double value(Metric metric) {
        return metric == null ? 0 : ((Number) metric.metricValue()).doubleValue();
    }
}
