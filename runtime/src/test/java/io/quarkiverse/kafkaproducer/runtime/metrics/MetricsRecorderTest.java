package io.quarkiverse.kafkaproducer.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.configuration.ConfigurationException;

class MetricsRecorderTest {

    private static MetricsRecorder recorder(int maxTopics) {
        return new MetricsRecorder(new RuntimeValue<>(() -> maxTopics));
    }

    @Test
    void aNegativeNumberOfTopicsEndsTheStart() {
        assertThatThrownBy(recorder(-1)::metering).isInstanceOf(ConfigurationException.class)
                .hasMessage("quarkus.kafka-producer.metrics.max-topics is -1: it should be zero or positive");
    }

    @Test
    void noTopicsAtAllMayBeMetered() {
        assertThatCode(recorder(0)::metering).doesNotThrowAnyException();
    }
}
