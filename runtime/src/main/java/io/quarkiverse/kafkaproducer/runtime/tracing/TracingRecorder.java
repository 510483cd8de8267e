package io.quarkiverse.kafkaproducer.runtime.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkiverse.kafkaproducer.runtime.producers.Instruments;
import io.quarkiverse.kafkaproducer.runtime.send.Tracing;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** Sets up tracing in applications that have OpenTelemetry. */
@Recorder
public class TracingRecorder {

    /**
     * @param enabled false if the SDK is switched off when the application starts
     */
    public RuntimeValue<Instrumentation> spans(RuntimeValue<Boolean> enabled) {
        return new RuntimeValue<>((name, clientId) -> enabled.getValue() ? spans(clientId) : new Instruments() {
        });
    }

    private static Instruments spans(String clientId) {
        Tracing spans = new SendSpans(Arc.container().instance(OpenTelemetry.class).get(), clientId);
        return new Instruments() {
            @Override
            public Tracing tracing() {
                return spans;
            }
        };
    }
}
