package io.quarkiverse.kafkaproducer.test.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Observers get to know of footprints that the log does not even want, and none of it says a key. */
class FootprintObserversTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    public record Seen(Footprint footprint, String thread, boolean mayBlock) {
    }

    @Singleton
    public static class Watcher {

        final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
        final Queue<Seen> seenAsync = new ConcurrentLinkedQueue<>();

        void observe(@Observes Footprint footprint) {
            seen.add(see(footprint));
            failAt(footprint, "observer-throws");
        }

        void observeAsync(@ObservesAsync Footprint footprint) {
            seenAsync.add(see(footprint));
            failAt(footprint, "async-observer-throws");
        }

        private static Seen see(Footprint footprint) {
            return new Seen(footprint, Thread.currentThread().getName(), BlockingOperationControl.isBlockingAllowed());
        }

        private static void failAt(Footprint footprint, String topic) {
            if (footprint.message().endsWith(" to " + topic)) {
                throw new IllegalStateException("An observer that fails");
            }
        }
    }

    /** Holds an acknowledgment back for as long as it takes its sender to give up. */
    public static class HeldBack implements ProducerInterceptor<Object, Object> {

        static final CountDownLatch GAVE_UP = new CountDownLatch(1);

        @Override
        public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            if (metadata.topic().equals("observed-late")) {
                try {
                    GAVE_UP.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    public static class Knot {
        public Knot getSelf() {
            return this;
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Watcher.class, HeldBack.class, Knot.class)
            .overrideConfigKey("quarkus.kafka-producer.properties.\"interceptor.classes\"", HeldBack.class.getName())
            .overrideRuntimeConfigKey("quarkus.log.category.\"io.quarkiverse.kafkaproducer.footprint\".level", "INFO")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.footprint.success-level", "debug")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.footprint.include-key", "false")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("io.quarkiverse.kafkaproducer.")
                    && record.getLoggerName().contains("footprint"))
            .assertLogRecords(FootprintObserversTest::assertLog);

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Inject
    Watcher watcher;

    @Inject
    Vertx vertx;

    private List<Seen> seen(Queue<Seen> where, String topic) {
        return where.stream().filter(one -> one.footprint().message().endsWith(" to " + topic)).toList();
    }

    private Seen awaitSeen(Queue<Seen> where, String topic) {
        return await().atMost(BOUND).until(() -> seen(where, topic), one -> one.size() == 1).get(0);
    }

    @Test
    void thatOfABlockingSendIsObservedBeforeItReturns() {
        producer.send("observed-blocking", 1, "key");

        assertThat(seen(watcher.seen, "observed-blocking")).singleElement().satisfies(one -> {
            assertThat(one.thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(one.footprint().logType()).isEqualTo(LogType.DEBUG);
            assertThat(one.footprint().subject()).isEqualTo("Message sent");
            assertThat(one.footprint().controller()).isEqualTo("io.quarkiverse.kafkaproducer.Producer.send");
            assertThat(one.footprint().message()).isEqualTo("Message has been sent to observed-blocking");
            assertThat(one.footprint().payload()).containsOnlyKeys("producer", "topic", "partition", "offset", "duration");
        });
        assertThat(awaitSeen(watcher.seenAsync, "observed-blocking").thread()).isNotEqualTo(Thread.currentThread().getName());
    }

    @Test
    void thoseOfReactiveSendsAreObservedInOrderWhereBlockingIsAllowed() throws Exception {
        CompletableFuture<Object> sent = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(nothing -> Uni.join()
                .all(IntStream.range(0, 100).mapToObj(i -> reactive.send("observed-reactive", i, "key")).toList())
                .andCollectFailures().subscribe().with(sent::complete, sent::completeExceptionally));
        sent.get(30, TimeUnit.SECONDS);

        await().atMost(BOUND).until(() -> seen(watcher.seen, "observed-reactive").size() == 100);
        assertThat(seen(watcher.seen, "observed-reactive")).allMatch(Seen::mayBlock)
                .extracting(one -> one.footprint().payload().get("offset"))
                .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> (Object) (long) i).toList());
        await().atMost(BOUND).until(() -> seen(watcher.seenAsync, "observed-reactive").size() == 100);
        assertThat(seen(watcher.seenAsync, "observed-reactive")).allMatch(Seen::mayBlock);
    }

    @Test
    void failuresAreObserved() {
        assertThatThrownBy(() -> producer.send("observed-failure", new Knot(), "key"))
                .isInstanceOf(ValueSerializationException.class);

        assertThat(watcher.seen).map(Seen::footprint)
                .filteredOn(one -> one.message().equals("Failed to send message to topic observed-failure"))
                .singleElement().satisfies(one -> {
                    assertThat(one.logType()).isEqualTo(LogType.ERROR);
                    assertThat(one.payload()).containsOnlyKeys("producer", "topic", "error", "outcome");
                    assertThat(one.payload()).extracting("error").asString()
                            .contains("The record for topic 'observed-failure' was not sent: ");
                });
    }

    @Test
    void anObserverThatThrowsDoesNotFailTheSend() {
        assertThat(producer.send("observer-throws", 1, "key").offset()).isZero();
        assertThat(reactive.send("observer-throws", 1, "key").await().atMost(BOUND).offset()).isEqualTo(1);
        assertThat(producer.send("async-observer-throws", 1, "key").offset()).isZero();

        await().atMost(BOUND).until(() -> seen(watcher.seen, "observer-throws").size() == 2);
        awaitSeen(watcher.seenAsync, "async-observer-throws");
        producer.send("observed-after-throwing", 1, "key");
        assertThat(seen(watcher.seen, "observed-after-throwing")).hasSize(1);
        awaitSeen(watcher.seenAsync, "observed-after-throwing");
    }

    @Test
    void aLateAcknowledgmentIsObservedOffTheNetworkThreadWithoutAKey() {
        producer.send("observed-soon", 1, "key".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> producer.send("observed-late", 1, "key", Duration.ofSeconds(3)))
                .isInstanceOfSatisfying(SendTimeoutException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));
        HeldBack.GAVE_UP.countDown();

        Seen late = await().atMost(BOUND).until(() -> watcher.seen.stream()
                .filter(one -> one.footprint().subject().equals("Late acknowledgment")).toList(), one -> one.size() == 1)
                .get(0);
        assertThat(late.footprint().message())
                .isEqualTo("Message has been written to observed-late after its sender gave up");
        assertThat(late.footprint().logType()).isEqualTo(LogType.WARNING);
        assertThat(late.footprint().payload()).containsOnlyKeys("producer", "topic", "partition", "offset", "duration");
        assertThat(late.thread()).doesNotContain("kafka-producer-network-thread");
        assertThat(late.mayBlock()).isTrue();
    }

    /** Successes are left at debug, which the category does not log. */
    private static void assertLog(List<LogRecord> records) {
        assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage()).containsExactlyInAnyOrder(
                "Failed to send message to topic observed-failure",
                "Failed to send message to topic observed-late",
                "Message has been written to observed-late after its sender gave up",
                "An observer of footprints failed; the send that the footprint tells of is not affected",
                "An observer of footprints failed; the send that the footprint tells of is not affected");
    }
}
