package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkus.test.junit.QuarkusTest;

/** Metrics and Monitoring: what the page's MetricsProducer counts by hand is there without code. */
@QuarkusTest
class E12MetricsTest extends Example {

    private static final class Unwritable {
    }

    /** Keeps the meters. In production this is the registry of Prometheus, for instance. */
    @Produces
    @Singleton
    SimpleMeterRegistry memory() {
        return new SimpleMeterRegistry();
    }

    @Inject
    MeterRegistry registry;

    @Test
    void sentErrorsAndLatency() {
        for (int i = 0; i < 100; i++) {
            producer.send("measured", Map.of("id", i));
        }
        assertThatThrownBy(() -> producer.send("measured", new Unwritable())).isInstanceOf(ValueSerializationException.class);

        Timer sent = registry.get("kafka.producer.send").tags("topic", "measured", "outcome", "acked").timer();
        Timer errors = registry.get("kafka.producer.send").tags("topic", "measured", "outcome", "ValueSerializationException")
                .timer();
        assertThat(sent.count()).isEqualTo(100);
        assertThat(errors.count()).isEqualTo(1);
        assertThat(sent.mean(TimeUnit.MILLISECONDS)).isPositive();
    }
}
