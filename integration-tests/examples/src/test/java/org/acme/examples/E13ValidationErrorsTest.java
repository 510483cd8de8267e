package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** Validation Errors. */
@QuarkusTest
class E13ValidationErrorsTest extends Example {

    @Test
    void emptyTopic() {
        assertThatThrownBy(() -> producer.send("", Map.of("data", "value"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a legal Kafka topic name");
    }

    @Test
    void nullTopic() {
        assertThatThrownBy(() -> producer.send(null, Map.of("data", "value"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic is null");
    }
}
