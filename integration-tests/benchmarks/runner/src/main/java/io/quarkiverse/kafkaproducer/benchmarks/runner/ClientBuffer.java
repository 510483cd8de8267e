package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.util.Map;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.internals.BufferPool;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/** The buffer of a real client, and its metrics as such a client has them: a mock has none, and they cost something to read. */
final class ClientBuffer implements AutoCloseable {

    private static final String GROUP = "producer-metrics";
    private static final long BYTES = 32 << 20;
    private static final int BATCH = 128 << 10;

    private final Metrics metrics = new Metrics();
    private final BufferPool pool = new BufferPool(BYTES, BATCH, metrics, Time.SYSTEM, GROUP);

    void addTo(MockProducer<?, ?> mock, String clientId) {
        MetricName available = new MetricName("buffer-available-bytes", GROUP, "", Map.of("client-id", clientId));
        metrics.addMetric(available, (config, now) -> pool.availableMemory());
        metrics.metrics().forEach(mock::setMockMetrics);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
