package org.acme.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;

@QuarkusTest
@QuarkusTestResource(StandInRegistry.class)
class SchemaRegistryTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Inject
    Vertx vertx;

    @AfterEach
    void answerAgain() {
        StandInRegistry.answerAgain();
    }

    @Test
    void aValueIsWrittenWithItsSchema() {
        assertThat(producer.send("orders", new Order("o-1", 2), "user-123", BOUND).serializedValueSize()).isPositive();
    }

    @Test
    void aValueThatItsSchemaForbidsIsNotSentAndNotWorthAnotherTry() {
        assertThat(catchThrowableOfType(ValueSerializationException.class,
                () -> producer.send("orders", new Order("o-1", 0), BOUND)))
                .returns(false, ValueSerializationException::retriable).hasMessageContaining(Order.class.getName());
    }

    @Test
    void aBlockingSendEndsAtItsDeadlineWhileTheRegistryHangs() {
        StandInRegistry.hang("hanging");
        long begun = System.nanoTime();

        SendTimeoutException failure = catchThrowableOfType(SendTimeoutException.class,
                () -> producer.send("hanging", new Order("o-1", 2), Duration.ofSeconds(1)));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(failure).hasMessageContaining("the value to be written by").returns(Outcome.NOT_SENT,
                SendTimeoutException::outcome).returns(true, SendTimeoutException::retriable);

        StandInRegistry.answerAgain();
        assertThat(producer.send("hanging", new Order("o-1", 2), BOUND).hasOffset()).isTrue();
    }

    @Test
    void anEventLoopIsNotHeldUpWhileTheRegistryHangs() throws Exception {
        StandInRegistry.hang("event-loop");
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        CompletableFuture<Void> next = new CompletableFuture<>();
        AtomicReference<String> told = new AtomicReference<>();

        vertx.getOrCreateContext().runOnContext(nothing -> {
            reactive.send("event-loop", new Order("o-1", 2), BOUND).subscribe().with(metadata -> {
                told.set(Thread.currentThread().getName());
                sent.complete(metadata);
            }, sent::completeExceptionally);
            Vertx.currentContext().runOnContext(after -> next.complete(null));
        });

        next.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        assertThat(sent).isNotDone();
        StandInRegistry.answerAgain();
        assertThat(sent.get(BOUND.toSeconds(), TimeUnit.SECONDS).hasOffset()).isTrue();
        assertThat(told.get()).contains("eventloop");
    }

    @Test
    void aRegistryThatCannotBeReachedIsWorthAnotherTry() {
        StandInRegistry.fail("failing");

        assertThat(catchThrowableOfType(ValueSerializationException.class,
                () -> producer.send("failing", new Order("o-1", 2), BOUND)))
                .returns(true, ValueSerializationException::retriable).hasMessageContaining("at the moment");

        StandInRegistry.answerAgain();
        assertThat(producer.send("failing", new Order("o-1", 2), BOUND).hasOffset()).isTrue();
    }
}
