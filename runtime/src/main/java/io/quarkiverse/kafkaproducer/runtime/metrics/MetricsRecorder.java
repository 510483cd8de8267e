package io.quarkiverse.kafkaproducer.runtime.metrics;

import java.util.Set;

import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Sets up metrics in applications that have Micrometer. */
@Recorder
public class MetricsRecorder {

    private static final String MAX_TOPICS = "quarkus.kafka-producer.metrics.max-topics";

    private final RuntimeValue<MetricsConfig> config;

    public MetricsRecorder(RuntimeValue<MetricsConfig> config) {
        this.config = config;
    }

    public RuntimeValue<Instrumentation> metering() {
        int maxTopics = config.getValue().maxTopics();
        if (maxTopics < 0) {
            throw new ConfigurationException(MAX_TOPICS + " is " + maxTopics + ": it should be zero or positive",
                    Set.of(MAX_TOPICS));
        }
        return new RuntimeValue<>(new MetricsInstrumentation(maxTopics));
    }
}
