package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;

/** Retry Logic. */
@QuarkusTest
class E09RetryTest extends Example {

    // tag::retry[]
    /** Sending again cannot write the record twice. */
    public static class Retriable implements Predicate<Throwable> {
        @Override
        public boolean test(Throwable failure) {
            return failure instanceof ProducerException e && e.retriable();
        }
    }

    @ApplicationScoped
    public static class Orders {

        @Inject
        Producer producer;

        @Retry(maxRetries = 3, delay = 10)
        @ExponentialBackoff
        @RetryWhen(exception = Retriable.class)
        RecordMetadata send(Object order, String userId, Duration timeout) {
            attempts.incrementAndGet();
            return producer.send("orders", order, userId, timeout);
        }

        // end::retry[]
        final AtomicInteger attempts = new AtomicInteger();

        int attempts() {
            return attempts.getAndSet(0);
        }
        // tag::retry[]
    }
    // end::retry[]

    @Inject
    Orders orders;

    @Test
    void aSendThatSucceedsIsNotRepeated() {
        orders.send(Map.of("order_id", "ORD-001"), "user-123", Duration.ofSeconds(10));

        assertThat(orders.attempts()).isEqualTo(1);
        assertWritten("orders", "{\"order_id\": \"ORD-001\"}");
    }

    @Test
    void whatWasNotSentIsSentAgainUntilTheAttemptsAreUsedUp() {
        // nobody can hand a record over in a nanosecond
        assertThatThrownBy(() -> orders.send(Map.of("order_id", "ORD-001"), "user-123", Duration.ofNanos(1)))
                .isInstanceOfSatisfying(SendTimeoutException.class, e -> assertThat(e.retriable()).isTrue());

        assertThat(orders.attempts()).isEqualTo(4);
        assertThat(producer.send("orders", "later").hasOffset()).isTrue();
        assertWritten("orders", "\"later\"");
    }

    @Test
    void whatCannotSucceedIsNotSentAgain() {
        assertThatThrownBy(() -> orders.send("x".repeat(2_000_000), "user-123", Duration.ofSeconds(10)))
                .hasCauseInstanceOf(RecordTooLargeException.class);

        assertThat(orders.attempts()).isEqualTo(1);
    }
}
