package io.quarkiverse.kafkaproducer.deployment;

import java.util.Optional;

import io.quarkiverse.kafkaproducer.runtime.metrics.MetricsRecorder;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Meters, if the application has Micrometer. */
class MetricsProcessor {

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    InstrumentationBuildItem metering(MetricsRecorder recorder, MetricsBuildTimeConfig config,
            Optional<MetricsCapabilityBuildItem> metrics) {
        boolean wanted = config.enabled()
                && metrics.filter(present -> present.metricsSupported(MetricsFactory.MICROMETER)).isPresent();
        return wanted ? new InstrumentationBuildItem(recorder.metering()) : null;
    }
}
