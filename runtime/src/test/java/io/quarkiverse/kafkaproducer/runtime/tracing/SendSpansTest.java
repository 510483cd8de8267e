package io.quarkiverse.kafkaproducer.runtime.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.quarkiverse.kafkaproducer.runtime.send.Tracing;

class SendSpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "b7ad6b7169203331";

    private final Tracing spans = new SendSpans(
            OpenTelemetry.propagating(ContextPropagators.create(W3CTraceContextPropagator.getInstance())), "client");

    private static Scope span(String trace) {
        return Span.wrap(SpanContext.create(trace, SPAN, TraceFlags.getSampled(), TraceState.getDefault())).makeCurrent();
    }

    private static Headers passedOn(String trace) {
        return new RecordHeaders().add("traceparent", bytes("00-" + trace + "-" + SPAN + "-01"))
                .add("tracestate", bytes("vendor=of-the-old-one")).add("mine", bytes("kept"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theParentOfARecordThatIsPassedOnIsReplaced() {
        Headers headers = passedOn(OTHER_TRACE);

        try (Scope caller = span(TRACE)) {
            assertThat(spans.begin("orders", null, headers, false).id()).isEqualTo(TRACE);
        }

        assertThat(headers).extracting(Header::key).containsExactlyInAnyOrder("traceparent", "mine");
        assertThat(new String(headers.lastHeader("traceparent").value(), StandardCharsets.UTF_8)).contains(TRACE);
    }

    @Test
    void withoutASpanARecordGoesOnWithTheTraceThatItCameWith() {
        assertThat(spans.begin("orders", null, passedOn(OTHER_TRACE), false).id()).isEqualTo(OTHER_TRACE);
        assertThat(spans.begin("orders", null, new RecordHeaders(), false).id()).isNull();
    }

    @Test
    void whatBeginsElsewhereBelongsToWhereItWasAskedFor() {
        Tracing here;
        try (Scope subscriber = span(TRACE)) {
            here = spans.here();
        }

        assertThat(here.begin("orders", null, new RecordHeaders(), false).id()).isEqualTo(TRACE);
        try (Scope somewhereElse = span(OTHER_TRACE)) {
            assertThat(here.begin("orders", null, new RecordHeaders(), false).id()).isEqualTo(TRACE);
            assertThat(spans.begin("orders", null, new RecordHeaders(), false).id()).isEqualTo(OTHER_TRACE);
        }
    }
}
