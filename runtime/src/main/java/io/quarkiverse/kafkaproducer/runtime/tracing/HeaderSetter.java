package io.quarkiverse.kafkaproducer.runtime.tracing;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Headers;

import io.opentelemetry.context.propagation.TextMapSetter;
import io.smallrye.reactive.messaging.kafka.tracing.KafkaTrace;

/** Puts what a consumer needs into the headers of a record, in place of what a record that is passed on may have. */
enum HeaderSetter implements TextMapSetter<KafkaTrace> {

    INSTANCE;

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    @Override
    public void set(KafkaTrace record, String name, String value) {
        Headers headers = record.getHeaders();
        headers.remove(name);
        if (name.equals(PARENT)) {
            // it belongs to the parent that is replaced, and is set after it if the new one has any
            headers.remove(STATE);
        }
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
