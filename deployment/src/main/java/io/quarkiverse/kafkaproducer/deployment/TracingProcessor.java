package io.quarkiverse.kafkaproducer.deployment;

import java.util.Optional;

import io.quarkiverse.kafkaproducer.runtime.tracing.TracingRecorder;
import io.quarkus.arc.deployment.OpenTelemetrySdkBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;

/** Spans, if the application has OpenTelemetry. */
class TracingProcessor {

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    InstrumentationBuildItem spans(TracingRecorder recorder, TracingBuildTimeConfig config,
            Optional<OpenTelemetrySdkBuildItem> telemetry) {
        boolean wanted = config.enabled() && telemetry.filter(OpenTelemetrySdkBuildItem::isTracingBuildTimeEnabled).isPresent();
        return wanted ? new InstrumentationBuildItem(recorder.spans(telemetry.get().isRuntimeEnabled())) : null;
    }
}
