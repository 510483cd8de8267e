package io.quarkiverse.kafkaproducer.runtime.tracing;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes;
import io.quarkiverse.kafkaproducer.runtime.send.Trace;
import io.smallrye.reactive.messaging.kafka.tracing.KafkaTrace;

/** The span of one send. */
final class SendSpan implements Trace {

    private final Instrumenter<KafkaTrace, Void> instrumenter;
    private final Context context;
    private final Span span;
    private final KafkaTrace record;

    SendSpan(Instrumenter<KafkaTrace, Void> instrumenter, Context context, KafkaTrace record, boolean tombstone) {
        this.instrumenter = instrumenter;
        this.context = context;
        this.span = Span.fromContext(context);
        this.record = record;
        if (tombstone) {
            span.setAttribute(MessagingIncubatingAttributes.MESSAGING_KAFKA_MESSAGE_TOMBSTONE, true);
        }
    }

    @Override
    public String id() {
        SpanContext spanContext = span.getSpanContext();
        return spanContext.isValid() ? spanContext.getTraceId() : null;
    }

    @Override
    public void acknowledged(RecordMetadata metadata) {
        span.setAttribute(MessagingIncubatingAttributes.MESSAGING_DESTINATION_PARTITION_ID,
                Integer.toString(metadata.partition()));
        if (metadata.hasOffset()) {
            span.setAttribute(MessagingIncubatingAttributes.MESSAGING_KAFKA_OFFSET, metadata.offset());
        }
        instrumenter.end(context, record, null, null);
    }

    @Override
    public void failed(Throwable failure) {
        span.setAttribute(ErrorAttributes.ERROR_TYPE, failure.getClass().getName());
        instrumenter.end(context, record, null, failure);
    }
}
