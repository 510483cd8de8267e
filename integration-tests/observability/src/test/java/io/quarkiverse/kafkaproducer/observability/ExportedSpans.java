package io.quarkiverse.kafkaproducer.observability;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;

/** The spans that the application has exported. */
@Singleton
public class ExportedSpans {

    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");

    private final InMemorySpanExporter exporter;

    ExportedSpans(InMemorySpanExporter exporter) {
        this.exporter = exporter;
    }

    @Produces
    @Singleton
    static InMemorySpanExporter exporter() {
        return InMemorySpanExporter.create();
    }

    /** Of sends to a topic, when there are that many. */
    List<SpanData> ofSends(String topic, int number) {
        return await().until(() -> ofSends(topic), found -> found.size() >= number);
    }

    private List<SpanData> ofSends(String topic) {
        return exporter.getFinishedSpanItems().stream().filter(span -> span.getKind() == SpanKind.PRODUCER)
                .filter(span -> topic.equals(span.getAttributes().get(DESTINATION))).toList();
    }

    List<SpanData> ofKind(SpanKind kind) {
        return exporter.getFinishedSpanItems().stream().filter(span -> span.getKind() == kind).toList();
    }

    /** One of this kind, as soon as there is one in this trace. */
    SpanData awaitOne(SpanKind kind, String trace) {
        return await().until(() -> ofKind(kind).stream().filter(span -> span.getTraceId().equals(trace)).findFirst(),
                Optional::isPresent).orElseThrow();
    }
}
