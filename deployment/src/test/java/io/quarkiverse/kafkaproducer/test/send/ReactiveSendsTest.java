package io.quarkiverse.kafkaproducer.test.send;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class ReactiveSendsTest {

    public static class Knot {
        public Knot getSelf() {
            return this;
        }
    }

    /** Sees what an acknowledgment finds on the thread of Kafka's on which it comes. */
    public static class ContextWatch implements ProducerInterceptor<Object, byte[]> {

        static final CompletableFuture<List<Object>> SEEN = new CompletableFuture<>();

        @Override
        public ProducerRecord<Object, byte[]> onSend(ProducerRecord<Object, byte[]> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            SEEN.complete(Arrays.asList(Thread.currentThread().getName(), Vertx.currentContext(),
                    Arc.container().requestContext().isActive(), MDC.get("who"), INHERITED.get()));
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Knot.class, ContextWatch.class)
            // one for each of 100,000 would only fill the log
            .overrideConfigKey("quarkus.kafka-producer.footprint.success-level", "debug")
            .overrideConfigKey("quarkus.kafka-producer.watched.properties.\"interceptor.classes\"",
                    ContextWatch.class.getName());

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Inject
    ReactiveProducer producer;

    @Inject
    @ProducerName("watched")
    ReactiveProducer watched;

    @Inject
    Vertx vertx;

    @Test
    void nothingIsSentBeforeTheSubscriptionAndOnceForEach() {
        Uni<RecordMetadata> send = producer.send("reactive-lazy", "once", "key");
        producer.send("reactive-lazy", "first").await().atMost(BOUND);

        send.await().atMost(BOUND);
        send.await().atMost(BOUND);

        assertThat(TopicReader.read("reactive-lazy")).extracting(record -> text(record.value()))
                .containsExactly("\"first\"", "\"once\"", "\"once\"");
    }

    @Test
    void failuresComeThroughTheUni() {
        producer.send("a b", 1).subscribe().withSubscriber(UniAssertSubscriber.create()).awaitFailure(BOUND)
                .assertFailedWith(IllegalArgumentException.class, "'a b'");
        producer.send("orders", 1, Duration.ZERO).subscribe().withSubscriber(UniAssertSubscriber.create()).awaitFailure(BOUND)
                .assertFailedWith(IllegalArgumentException.class, "PT0S");
        producer.send("orders", new Knot()).subscribe().withSubscriber(UniAssertSubscriber.create()).awaitFailure(BOUND)
                .assertFailedWith(ValueSerializationException.class, "self");
    }

    @Test
    void withAVertxContextItCompletesThere() throws Exception {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        CompletableFuture<Context> completedOn = new CompletableFuture<>();
        context.runOnContext(nothing -> {
            ContextLocals.put("who", "me");
            producer.send("reactive-context", 1).subscribe().with(
                    item -> completedOn.complete(
                            "me".equals(ContextLocals.get("who", null)) ? Vertx.currentContext() : null),
                    completedOn::completeExceptionally);
        });

        assertThat(completedOn.get(30, TimeUnit.SECONDS)).isSameAs(context);
    }

    @Test
    void nothingOfTheCallersContextReachesKafkasNetworkThread() throws Exception {
        CompletableFuture<Object> acknowledged = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).runOnContext(nothing -> {
            Arc.container().requestContext().activate();
            MDC.put("who", "me");
            INHERITED.set("me");
            // the first send of this producer, so that its client is made for it, too
            watched.send("reactive-no-leak", 1).subscribe().with(acknowledged::complete, acknowledged::completeExceptionally);
            INHERITED.remove();
            MDC.remove("who");
            Arc.container().requestContext().deactivate();
        });
        acknowledged.get(30, TimeUnit.SECONDS);

        List<Object> seen = ContextWatch.SEEN.get(30, TimeUnit.SECONDS);
        assertThat(seen.get(0)).asString().startsWith("kafka-producer-network-thread");
        assertThat(seen.subList(1, 5)).containsExactly(null, false, null, null);
    }

    @Test
    void withoutAVertxContextItCompletesOnAWorker() throws Exception {
        CompletableFuture<String> completedOn = new CompletableFuture<>();
        producer.send("reactive-worker", 1).subscribe().with(
                item -> completedOn.complete(Thread.currentThread().getName()), completedOn::completeExceptionally);

        assertThat(completedOn.get(30, TimeUnit.SECONDS)).startsWith("executor-thread");
    }

    @Test
    void aBurstIsAcknowledgedWithoutLossInTheOrderOfTheCalls() {
        int count = 20_000;
        List<UniAssertSubscriber<RecordMetadata>> sends = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sends.add(producer.send("reactive-burst", i, "key").subscribe().withSubscriber(UniAssertSubscriber.create()));
        }
        for (int i = 0; i < count; i++) {
            assertThat(sends.get(i).awaitItem(BOUND).getItem().offset()).isEqualTo(i);
        }
        assertThat(TopicReader.read("reactive-burst")).extracting(record -> text(record.value()))
                .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }

    @Test
    void cancellingIsSafe() {
        for (int i = 0; i < 1000; i++) {
            UniAssertSubscriber<RecordMetadata> send = producer.send("reactive-cancelled", i).subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            send.cancel();
        }
        RecordMetadata last = producer.send("reactive-cancelled", "last").await().atMost(BOUND);

        List<String> values = TopicReader.read("reactive-cancelled").stream().map(record -> text(record.value())).toList();
        assertThat(values).doesNotHaveDuplicates().last().isEqualTo("\"last\"");
        assertThat(last.offset()).isEqualTo(values.size() - 1);
    }

    @Test
    void sendAllGivesTheMetadataInTheRecordsOrder() {
        List<ProducerRecord<String, Object>> records = IntStream.range(0, 100)
                .mapToObj(i -> new ProducerRecord<String, Object>("reactive-all-" + i % 3, "key", i)).toList();

        List<RecordMetadata> metadata = producer.sendAll(records).await().atMost(BOUND);

        assertThat(metadata).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(metadata.get(i).topic()).isEqualTo(records.get(i).topic());
            assertThat(metadata.get(i).offset()).isEqualTo(i / 3);
        }
    }

    @Test
    void aRecordThatFailsDoesNotStopTheOthersOfASendAll() {
        List<ProducerRecord<String, Object>> records = List.of(new ProducerRecord<>("reactive-partly", 1),
                new ProducerRecord<>("reactive-partly", new Knot()), new ProducerRecord<>("reactive-partly", 3));

        BatchSendException failure = (BatchSendException) producer.sendAll(records).subscribe()
                .withSubscriber(UniAssertSubscriber.create()).awaitFailure(BOUND).getFailure();

        assertThat(failure.results()).extracting(SendResult::acknowledged).containsExactly(true, false, true);
        assertThat(failure.results().get(1).failure()).isInstanceOf(ValueSerializationException.class);
        assertThat(failure.retriable()).isFalse();
    }

    @Test
    void aStreamIsSentAsFastAsItsConsumerTakesAndAFailedRecordIsAnItem() {
        AtomicInteger requested = new AtomicInteger();
        Multi<ProducerRecord<String, Object>> records = Multi.createFrom().range(0, 100_000)
                .onRequest().invoke(() -> requested.incrementAndGet())
                .onItem().transform(i -> i == 7 ? new ProducerRecord<>("reactive-stream", new Knot())
                        : i == 8 ? new ProducerRecord<>("not legal", i) : new ProducerRecord<>("reactive-stream", "key", i));
        AssertSubscriber<SendResult> results = producer.sendAll(records).subscribe().withSubscriber(AssertSubscriber.create(0));

        results.request(100_000).awaitCompletion(Duration.ofSeconds(120));

        assertThat(results.getItems()).hasSize(100_000);
        assertThat(results.getItems().stream().filter(result -> !result.acknowledged()).map(SendResult::failure))
                .hasSize(2).hasAtLeastOneElementOfType(ValueSerializationException.class)
                .hasAtLeastOneElementOfType(SendRejectedException.class);
        assertThat(TopicReader.read("reactive-stream")).extracting(record -> text(record.value())).containsExactlyElementsOf(
                IntStream.range(0, 100_000).filter(i -> i != 7 && i != 8).mapToObj(String::valueOf).toList());
    }

    @Test
    void recordsThatNeedMoreRoomThanThereIsWaitInAStream() {
        String large = "x".repeat(900_000);
        Multi<ProducerRecord<String, Object>> records = Multi.createFrom().range(0, 200)
                .onItem().transform(i -> new ProducerRecord<>("reactive-large", Map.of("id", i, "filling", large)));

        List<SendResult> results = producer.sendAll(records).collect().asList().await().atMost(Duration.ofSeconds(120));

        assertThat(results).hasSize(200).allMatch(SendResult::acknowledged);
    }
}
