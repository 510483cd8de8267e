package io.quarkiverse.kafkaproducer.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.producers.Instruments;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.smallrye.config.SmallRyeConfigBuilder;

class MetricsInstrumentationTest {

    private static final String PENDING = "kafka.producer.pending.records";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ProducerRuntime producer = producer();

    private ProducerRuntime producer() {
        ProducersConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class).addDiscoveredConverters()
                .build().getConfigMapping(ProducersConfig.class);
        return new ProducerRuntime(
                ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, Map.of("bootstrap.servers", "localhost:9092")),
                properties -> callbacks -> new MockProducer<>(true, null, (topic, key) -> null, new ByteArraySerializer()),
                (topic, headers, value) -> new byte[1], SendObserver.NONE, worker);
    }

    @BeforeEach
    void open() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void close() {
        producer.close();
        worker.shutdown();
        Metrics.globalRegistry.getMeters().forEach(Metrics.globalRegistry::remove);
        Metrics.removeRegistry(registry);
    }

    @Test
    void producersThatAreGoneLeaveNothing() {
        MetricsInstrumentation metering = new MetricsInstrumentation(100);

        for (int i = 0; i < 3_000; i++) {
            Instruments instruments = metering.of("made-" + i, "made-" + i);
            metering.rawClients("raw-" + i, "raw-" + i);
            instruments.opened(producer);
            instruments.closed(producer);
        }

        assertThat(metering.names()).isEmpty();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void theMetersOfANameStayWhileOneProducerHasIt() {
        MetricsInstrumentation metering = new MetricsInstrumentation(100);
        Instruments first = metering.of("made", "made");
        Instruments second = metering.of("made", "made-2");
        first.opened(producer);
        second.opened(producer);

        first.closed(producer);

        assertThat(metering.names()).containsExactly("made");
        second.closed(producer);
        assertThat(metering.names()).isEmpty();
    }

    @Test
    void theGaugesOfAnApplicationThatCouldNotStartAreReplaced() {
        new MetricsInstrumentation(100).of("<default>", "first").opened(producer);
        Gauge left = registry.find(PENDING).gauge();

        new MetricsInstrumentation(100).of("<default>", "second").opened(producer);

        assertThat(registry.find(PENDING).gauges()).hasSize(1);
        assertThat(registry.find(PENDING).gauge()).isNotSameAs(left);
        assertThat(registry.find(PENDING).gauge().value()).isZero();
    }
}
