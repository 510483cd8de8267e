package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.test.junit.QuarkusTest;

/** Timeout Errors, and Network Errors. */
@QuarkusTest
class E14TimeoutAndNetworkErrorsTest extends Example {

    private static KafkaCluster kafka;

    @BeforeAll
    static void startBroker() {
        kafka = KafkaCluster.builder().start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private CloseableProducer ofThatBroker() {
        return instances.create(KafkaConfig.builder().bootstrapServers(kafka.bootstrapServers()).build()).newProducer();
    }

    @Test
    void aBrokerThatDoesNotAnswer() {
        try (CloseableProducer producer = ofThatBroker()) {
            producer.send("slow-topic", "while all is well", Duration.ofSeconds(60));
            kafka.node(0).freeze();
            try {
                SendTimeoutException timeout = catchThrowableOfType(SendTimeoutException.class,
                        () -> producer.send("slow-topic", Map.of("data", "value"), Duration.ofSeconds(1)));

                // handed over and not acknowledged: the broker may write it yet
                assertThat(timeout.outcome()).isEqualTo(Outcome.UNKNOWN);
                assertThat(timeout.retriable()).isFalse();
            } finally {
                kafka.node(0).thaw();
            }
        }
    }

    @Test
    void aBrokerThatIsGone() {
        kafka.node(0).kill();
        try (CloseableProducer producer = ofThatBroker()) {
            SendException failure = catchThrowableOfType(SendException.class,
                    () -> producer.send("topic", Map.of("data", "value"), Duration.ofSeconds(1)));

            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure.retriable()).isTrue();
            assertThat(failure).hasMessageContaining("no connection to " + kafka.bootstrapServers() + " could be established");
        } finally {
            kafka.node(0).start();
        }
    }
}
