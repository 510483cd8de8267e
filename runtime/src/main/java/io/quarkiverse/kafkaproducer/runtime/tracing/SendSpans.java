package io.quarkiverse.kafkaproducer.runtime.tracing;

import org.apache.kafka.common.header.Headers;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.instrumentation.api.incubator.semconv.messaging.MessageOperation;
import io.opentelemetry.instrumentation.api.incubator.semconv.messaging.MessagingAttributesExtractor;
import io.opentelemetry.instrumentation.api.incubator.semconv.messaging.MessagingSpanNameExtractor;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.quarkiverse.kafkaproducer.runtime.send.Trace;
import io.quarkiverse.kafkaproducer.runtime.send.Tracing;
import io.smallrye.reactive.messaging.kafka.tracing.KafkaAttributesExtractor;
import io.smallrye.reactive.messaging.kafka.tracing.KafkaTrace;
import io.smallrye.reactive.messaging.kafka.tracing.KafkaTraceTextMapGetter;
import io.vertx.core.Vertx;

/**
 * A span for each send, with the attributes that SmallRye gives to those of its channels. SmallRye's own instrumenter ends a
 * span as soon as it has begun; these end with the acknowledgment or the failure.
 */
final class SendSpans implements Tracing {

    private static final String SCOPE = "io.quarkiverse.kafkaproducer";
    private static final int UNKNOWN = -1;

    private final Instrumenter<KafkaTrace, Void> instrumenter;
    private final TextMapPropagator propagator;
    private final String clientId;
    /** The parent of all spans; the root context if each send finds its own. */
    private final Context origin;

    SendSpans(OpenTelemetry telemetry, String clientId) {
        this(instrumenter(telemetry), telemetry.getPropagators().getTextMapPropagator(), clientId, Context.root());
    }

    private SendSpans(Instrumenter<KafkaTrace, Void> instrumenter, TextMapPropagator propagator, String clientId,
            Context origin) {
        this.instrumenter = instrumenter;
        this.propagator = propagator;
        this.clientId = clientId;
        this.origin = origin;
    }

    private static Instrumenter<KafkaTrace, Void> instrumenter(OpenTelemetry telemetry) {
        KafkaAttributesExtractor kafka = new KafkaAttributesExtractor();
        var messaging = kafka.getMessagingAttributesGetter();
        return Instrumenter.<KafkaTrace, Void> builder(telemetry, SCOPE,
                MessagingSpanNameExtractor.create(messaging, MessageOperation.PUBLISH))
                .addAttributesExtractor(MessagingAttributesExtractor.create(messaging, MessageOperation.PUBLISH))
                .addAttributesExtractor(kafka)
                .buildProducerInstrumenter(HeaderSetter.INSTANCE);
    }

    @Override
    public Tracing here() {
        Context here = Context.current();
        // a Vert.x context takes the span along by itself, and with it those that begin meanwhile
        boolean taken = Vertx.currentContext() != null || !hasSpan(here);
        return taken ? this : new SendSpans(instrumenter, propagator, clientId, here);
    }

    @Override
    public Trace begin(String topic, Integer partition, Headers headers, boolean tombstone) {
        KafkaTrace record = new KafkaTrace.Builder().withTopic(topic).withPartition(partition == null ? UNKNOWN : partition)
                .withOffset(UNKNOWN).withHeaders(headers).withClientId(clientId).build();
        Context parent = parent(record);
        if (!instrumenter.shouldStart(parent, record)) {
            return Trace.NONE;
        }
        return new SendSpan(instrumenter, instrumenter.start(parent, record), record, tombstone);
    }

    @Override
    public void propagate(Headers headers) {
        KafkaTrace record = new KafkaTrace.Builder().withHeaders(headers).build();
        propagator.inject(hasSpan(origin) ? origin : Context.current(), record, HeaderSetter.INSTANCE);
    }

    /** A record that is passed on by nobody in particular, such as a relay, goes on with the trace that it came with. */
    private Context parent(KafkaTrace record) {
        if (hasSpan(origin)) {
            return origin;
        }
        Context current = Context.current();
        return hasSpan(current) ? current : propagator.extract(current, record, KafkaTraceTextMapGetter.INSTANCE);
    }

    private static boolean hasSpan(Context context) {
        return Span.fromContext(context).getSpanContext().isValid();
    }
}
