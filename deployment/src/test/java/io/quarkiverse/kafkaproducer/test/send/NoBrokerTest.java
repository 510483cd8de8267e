package io.quarkiverse.kafkaproducer.test.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkus.test.QuarkusUnitTest;

class NoBrokerTest {

    /** A port of the reserved range, where nothing listens. */
    private static final String NOBODY = "127.0.0.1:1";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideRuntimeConfigKey("kafka.bootstrap.servers", NOBODY)
            .overrideConfigKey("quarkus.kafka-producer.devservices.enabled", "false");

    @Inject
    Producer producer;

    @Test
    void theSendFailsAtItsDeadlineAndSaysWhy() {
        Duration timeout = Duration.ofMillis(700);
        // until there is a client, it is that what a send waits for
        await().atMost(Duration.ofSeconds(60)).until(
                () -> catchThrowable(() -> producer.send("orders", 1, Duration.ofMillis(50))).getMessage(),
                message -> message.contains(NOBODY));
        long start = System.nanoTime();

        assertThatThrownBy(() -> producer.send("orders", 1, timeout))
                .isInstanceOfSatisfying(SendTimeoutException.class, e -> {
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(e.retriable()).isTrue();
                })
                .hasMessageContaining("700 ms").hasMessageContaining("metadata of topic orders")
                .hasMessageContaining(NOBODY);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(timeout);
    }
}
