package io.quarkiverse.kafkaproducer.test.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendInterruptedException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.runtime.BlockingOperationNotAllowedException;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.core.Vertx;

class BadInputTest {

    public static class Knot {
        public Knot getSelf() {
            return this;
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Knot.class);

    @Inject
    Producer producer;

    @Inject
    Vertx vertx;

    @AfterEach
    void theNextGoodSendWorks() {
        assertThat(producer.send("after-bad-input", "good").topic()).isEqualTo("after-bad-input");
    }

    static Stream<Arguments> illegalTopics() {
        return Stream.of(
                arguments(null, "null"),
                arguments("", "empty"),
                arguments("t".repeat(250), "longer than the max allowed length 249"),
                arguments(".", "'.' is not allowed"),
                arguments("..", "'..' is not allowed"),
                arguments("a b", "other than ASCII alphanumerics"),
                arguments("a/b", "other than ASCII alphanumerics"));
    }

    @ParameterizedTest
    @MethodSource("illegalTopics")
    void anIllegalTopicIsRefusedWithItsNameAndTheRule(String topic, String rule) {
        assertThatThrownBy(() -> producer.send(topic, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(topic == null ? "null" : "'" + topic + "'")
                .hasMessageContaining(rule);
    }

    @Test
    void aLineBreakInATopicIsEscapedInTheMessage() {
        assertThatThrownBy(() -> producer.send("a\nb", 1)).hasMessageContaining("'a\\nb'").hasMessageNotContaining("\n");
    }

    @Test
    void aValueThatCannotBeWrittenIsToldByTypeAndPropertyPath() {
        assertThatThrownBy(() -> producer.send("orders", new Knot()))
                .isInstanceOfSatisfying(ValueSerializationException.class, e -> {
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(e.retriable()).isFalse();
                    assertThat(e.topic()).isEqualTo("orders");
                })
                .hasMessageContaining(Knot.class.getName()).hasMessageContaining("self");
    }

    @Test
    void theKeysOfAMapAreNotInTheMessage() {
        assertThatThrownBy(() -> producer.send("orders", Map.of("4111-1111", new Knot())))
                .isInstanceOf(ValueSerializationException.class)
                .hasMessageContaining("[*].self").hasMessageNotContaining("4111");
    }

    @ParameterizedTest
    @ValueSource(strings = { "PT0S", "PT-1S", "PT121S" })
    void aTimeoutThatIsNotPositiveOrAboveTheDeliveryTimeoutIsRefused(Duration timeout) {
        assertThatThrownBy(() -> producer.send("orders", 1, timeout))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(timeout.toString());
    }

    @Test
    void aRecordThatIsTooLargeIsRefusedAtOnce() {
        assertThatThrownBy(() -> producer.send("orders", "x".repeat(2_000_000), Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(SendRejectedException.class, e -> {
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(e.retriable()).isFalse();
                })
                .hasCauseInstanceOf(RecordTooLargeException.class).hasMessageContaining("max.request.size");
    }

    @Test
    void aBlockingSendOnAnEventLoopIsRefused() throws Exception {
        CompletableFuture<Object> sent = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(nothing -> {
            try {
                sent.complete(producer.send("orders", 1));
            } catch (RuntimeException e) {
                sent.complete(e);
            }
        });

        assertThat(sent.get(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(BlockingOperationNotAllowedException.class,
                e -> assertThat(e).hasMessageContaining("ReactiveProducer"));
    }

    @Test
    void anInterruptedThreadIsToldThatNothingWasSent() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> producer.send("orders", 1))
                    .isInstanceOfSatisfying(SendInterruptedException.class,
                            e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT));
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt flag is kept").isTrue();
        }
    }
}
