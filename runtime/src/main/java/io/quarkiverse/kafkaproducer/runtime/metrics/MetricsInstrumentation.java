package io.quarkiverse.kafkaproducer.runtime.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.quarkiverse.kafkaproducer.runtime.client.ClientListener;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkiverse.kafkaproducer.runtime.producers.Instruments;
import io.quarkiverse.kafkaproducer.runtime.producers.OutboxFigures;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;

/** Meters for each producer, in the registry to which Quarkus adds those of the application. */
final class MetricsInstrumentation implements Instrumentation {

    private final MeterRegistry registry = Metrics.globalRegistry;
    private final int maxTopics;
    private final Map<String, ProducerMeters> producers = new ConcurrentHashMap<>();
    private final ClientBindings bindings = new ClientBindings();

    MetricsInstrumentation(int maxTopics) {
        this.maxTopics = maxTopics;
    }

    @Override
    public Instruments of(String name, String clientId) {
        ProducerMeters meters = producers.compute(name,
                (one, used) -> (used == null ? new ProducerMeters(registry, one, new MeteredTopics(maxTopics)) : used).use());
        ClientListener clients = bindings.boundedBy(meters.topics());
        return new Instruments() {
            @Override
            public SendObserver observer() {
                return meters;
            }

            @Override
            public ClientListener clients() {
                return clients;
            }

            @Override
            public void opened(ProducerRuntime producer) {
                meters.opened(producer);
            }

            @Override
            public void closed(ProducerRuntime producer) {
                producers.computeIfPresent(name, (one, used) -> used.closed(producer) ? null : used);
            }
        };
    }

    /** Returns of which producers there are meters. */
    Set<String> names() {
        return producers.keySet();
    }

    @Override
    public ClientListener rawClients(String name, String clientId) {
        ProducerMeters meters = producers.get(name);
        return bindings.boundedBy(meters == null ? new MeteredTopics(maxTopics) : meters.topics());
    }

    @Override
    public void footprints(LoggedFootprints footprints) {
        FunctionCounter.builder("kafka.producer.footprints.dropped", footprints, LoggedFootprints::dropped)
                .description("Footprints for which there was no room, as the log was too slow").register(registry);
    }

    @Override
    public LongConsumer outbox(OutboxFigures figures) {
        Gauge.builder("kafka.producer.outbox.pending", figures, OutboxFigures::pending).baseUnit("records")
                .strongReference(true)
                .description("Committed records that are not published yet").register(registry);
        Gauge.builder("kafka.producer.outbox.oldest", figures, OutboxFigures::oldestSeconds).baseUnit("seconds")
                .strongReference(true).description("How long the oldest of them has been waiting").register(registry);
        Gauge.builder("kafka.producer.outbox.blocked", figures, OutboxFigures::blocked).baseUnit("records")
                .strongReference(true).description("Those that have failed at least twice").register(registry);
        Timer published = Timer.builder("kafka.producer.outbox.publish")
                .description("From the writing of the row, just before the commit, to the acknowledgment").register(registry);
        return nanos -> published.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void end() {
        bindings.end();
    }
}
