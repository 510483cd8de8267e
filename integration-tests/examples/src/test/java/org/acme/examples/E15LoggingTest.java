package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkus.test.junit.QuarkusTest;

/** Logging. */
@QuarkusTest
class E15LoggingTest extends Example {

    private static final class Unwritable {
    }

    @ApplicationScoped
    static class Watch {

        private final List<Footprint> seen = new CopyOnWriteArrayList<>();

        void observe(@Observes Footprint footprint) {
            seen.add(footprint);
        }

        Footprint only() {
            assertThat(seen).hasSize(1);
            return seen.get(0);
        }

        void forget() {
            seen.clear();
        }
    }

    @Inject
    Watch footprints;

    @BeforeEach
    void forget() {
        footprints.forget();
    }

    @Test
    void success() {
        producer.send("topic", Map.of("data", "value"), "key");

        Footprint left = footprints.only();
        assertThat(left.logType()).isEqualTo(LogType.INFO);
        assertThat(left.message()).isEqualTo("Message 'key' has been sent to topic");
        assertThat(left.controller()).isEqualTo("io.quarkiverse.kafkaproducer.Producer.send");
        assertThat(left.subject()).isEqualTo("Message sent");
    }

    @Test
    void failure() {
        assertThatThrownBy(() -> producer.send("topic", new Unwritable())).isInstanceOf(ValueSerializationException.class);

        Footprint left = footprints.only();
        assertThat(left.logType()).isEqualTo(LogType.ERROR);
        assertThat(left.message()).isEqualTo("Failed to send message to topic topic");
        assertThat(left.controller()).isEqualTo("io.quarkiverse.kafkaproducer.Producer.send");
        assertThat(left.subject()).isEqualTo("Producer Error");
        assertThat(left.payload()).extracting("error").asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("type", ValueSerializationException.class.getName()).containsKeys("message", "traceback");
    }
}
