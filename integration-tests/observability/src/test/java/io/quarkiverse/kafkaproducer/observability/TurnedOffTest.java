package io.quarkiverse.kafkaproducer.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@QuarkusTestResource(Brokers.class)
@TestProfile(TurnedOffTest.TurnedOff.class)
class TurnedOffTest {

    public static class TurnedOff implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.kafka-producer.metrics.enabled", "false",
                    "quarkus.kafka-producer.tracing.enabled", "false",
                    "quarkus.kafka-producer.health.enabled", "false");
        }
    }

    @Inject
    Producer producer;

    @Inject
    Tracer tracer;

    @Inject
    ExportedSpans spans;

    @Test
    void turnedOffAtBuildThereAreNoMetersNoSpansAndNoCheck() {
        producer.send("turned-off", 1);
        Span other = tracer.spanBuilder("other").startSpan();
        other.end();

        assertThat(Scrape.now().lines("jvm_info_total")).as("others' meters").isNotEmpty();
        assertThat(Scrape.now().linesThatContain("kafka_producer_")).isEmpty();
        spans.awaitOne(SpanKind.INTERNAL, other.getSpanContext().getTraceId());
        assertThat(spans.ofKind(SpanKind.PRODUCER)).isEmpty();
        assertThat(TopicContent.of("turned-off").get(0).headers()).isEmpty();
        assertThat(Endpoint.get("/q/health/ready").body()).doesNotContain("Kafka producers");
    }
}
