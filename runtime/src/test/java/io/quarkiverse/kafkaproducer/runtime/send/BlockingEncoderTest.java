package io.quarkiverse.kafkaproducer.runtime.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendInterruptedException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.facade.BlockingProducer;
import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;

/** Values are written by something that waits, as the client of a schema registry does. */
@Timeout(60)
class BlockingEncoderTest {

    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int WORKERS_OF_TOPIC = 16;

    /** Values that begin with this are written when the registry answers. */
    private static final String HANGS = "hangs";
    private static final String FAILS = "fails";

    private final CountDownLatch answers = new CountDownLatch(1);
    private final Queue<Thread> writers = new ConcurrentLinkedQueue<>();
    private final Queue<Object> asked = new ConcurrentLinkedQueue<>();
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final MockProducer<Object, byte[]> client = new MockProducer<>(true, null, (topic, key) -> null,
            new ByteArraySerializer()) {
        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return List.of(new PartitionInfo(topic, 0, null, null, null));
        }
    };
    private final ProducerRuntime open = new ProducerRuntime(settings(), properties -> metadataArrived -> client,
            new WithRegistry(), SendObserver.NONE, worker);
    private final Producer blocking = new BlockingProducer(open.path(), open::transactions);
    private final ReactiveProducer reactive = new MutinyProducer(open.path(), open::transactions, open.completions());

    private final class WithRegistry implements ValueEncoder {
        @Override
        public byte[] encode(String topic, Headers headers, Object value) {
            writers.add(Thread.currentThread());
            asked.add(String.valueOf(value));
            if (value == null) {
                return null;
            }
            String text = value.toString();
            if (text.startsWith(HANGS)) {
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (text.startsWith(FAILS)) {
                throw new ValueSerializationException(null, topic, "not now", true, true);
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean mayBlock() {
            return true;
        }

        @Override
        public String toString() {
            return "org.acme.WithRegistry";
        }
    }

    @BeforeAll
    static void thereIsNoEventLoop() {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
    }

    private static ProducerSettings settings() {
        ProducersConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class)
                .withDefaultValue("quarkus.kafka-producer.close-timeout", "0.3S")
                .withDefaultValue("quarkus.kafka-producer.max-pending-records", "100").addDiscoveredConverters().build()
                .getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, Map.of("bootstrap.servers", "localhost:9092"));
    }

    @AfterEach
    void close() {
        answers.countDown();
        open.close();
        worker.shutdown();
    }

    private List<String> sent() {
        return client.history().stream()
                .map(record -> record.value() == null ? "a tombstone" : new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private CompletableFuture<RecordMetadata> send(String topic, Object value, String key, Duration timeout) {
        return reactive.send(topic, value, key, timeout).subscribeAsCompletionStage();
    }

    @Test
    void aBlockingSendEndsAtItsDeadlineAlthoughTheRegistryHangs() {
        long begun = System.nanoTime();

        SendTimeoutException failure = catchThrowableOfType(SendTimeoutException.class,
                () -> blocking.send("orders", HANGS, SOON));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SOON, SOON.plusSeconds(5));
        assertThat(failure).hasMessage("The record for topic 'orders' was not acknowledged within 300 ms; waited for the "
                + "value to be written by org.acme.WithRegistry");
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.retriable()).isTrue();
        answers.countDown();
        blocking.send("orders", "next");
        assertThat(sent()).as("what is written too late is not sent").containsExactly("next");
        await().atMost(BOUND).until(() -> open.pendingRecords() == 0);
    }

    @Test
    void aReactiveSendIsWrittenOnAWorkerAndEndsAtItsDeadline() {
        CompletableFuture<RecordMetadata> hanging = send("orders", HANGS, "a", SOON);
        CompletableFuture<RecordMetadata> other = send("orders", "written", "b", BOUND);

        assertThat(other).succeedsWithin(BOUND);
        assertThat(hanging).failsWithin(BOUND).withThrowableThat().withCauseInstanceOf(SendTimeoutException.class)
                .withMessageContaining("the value to be written by org.acme.WithRegistry");
        assertThat(writers).doesNotContain(Thread.currentThread());
        assertThat(sent()).containsExactly("written");
        await().atMost(BOUND).until(() -> open.pendingRecords() == 0);
    }

    @Test
    void aFaultThatPassesIsRetriable() {
        assertThat(catchThrowableOfType(ValueSerializationException.class, () -> blocking.send("orders", FAILS)))
                .returns(true, ValueSerializationException::retriable)
                .hasMessage("The record for topic 'orders' was not sent: not now");
        assertThat(send("orders", FAILS, null, BOUND)).failsWithin(BOUND).withThrowableThat()
                .withCauseInstanceOf(ValueSerializationException.class);
    }

    @Test
    void theOrderOfAKeyStaysAndNoOtherKeyIsHeldUp() {
        CompletableFuture<RecordMetadata> first = send("orders", HANGS + "-1", "a", BOUND);
        List<CompletableFuture<RecordMetadata>> rest = Stream.of("a2", null, "a4", "a5")
                .map(value -> send("orders", value, "a", BOUND)).toList();
        assertThat(send("orders", "b1", "b", BOUND)).succeedsWithin(BOUND);
        assertThat(sent()).containsExactly("b1");

        answers.countDown();

        assertThat(first).succeedsWithin(BOUND);
        rest.forEach(one -> assertThat(one).succeedsWithin(BOUND));
        assertThat(sent()).containsExactly("b1", HANGS + "-1", "a2", "a tombstone", "a4", "a5");
    }

    @Test
    void withoutAKeyNoneIsHeldUpForLong() {
        CompletableFuture<RecordMetadata> hanging = send("orders", HANGS, null, BOUND);

        assertThat(send("orders", "next", null, BOUND)).succeedsWithin(Duration.ofSeconds(5));
        assertThat(hanging).isNotDone();
    }

    @Test
    void aTopicWhoseWorkersAllHangHoldsUpNoOther() {
        for (int i = 0; i < 90; i++) {
            send("hanging", HANGS, "key-" + i, BOUND);
        }
        await().atMost(BOUND).until(() -> asked.size() == WORKERS_OF_TOPIC);

        assertThat(send("orders", "written", "key-0", BOUND)).succeedsWithin(BOUND);
        assertThat(asked).hasSize(WORKERS_OF_TOPIC + 1);
    }

    @Test
    void aReactiveSendIsRefusedWhereTooManyWait() {
        for (int i = 0; i < 100; i++) {
            send("orders", HANGS, "key", BOUND);
        }

        assertThat(send("orders", "one more", "key", BOUND)).failsWithin(BOUND).withThrowableThat()
                .withCauseInstanceOf(SendRejectedException.class)
                .withMessageContaining("100 values wait to be written by org.acme.WithRegistry");
        assertThat(open.pendingRecords()).isEqualTo(100);
    }

    @Test
    void aCancelledOneIsNotSent() {
        Cancellable cancelled = reactive.send("orders", HANGS, "key").subscribe().with(metadata -> {
        });
        cancelled.cancel();

        blocking.send("orders", "next", "key");

        answers.countDown();
        blocking.send("orders", "last", "key");
        assertThat(sent()).containsExactly("next", "last");
    }

    @Test
    void anInterruptedThreadIsToldSo() throws InterruptedException {
        CompletableFuture<SendInterruptedException> failure = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            failure.complete(catchThrowableOfType(SendInterruptedException.class, () -> blocking.send("orders", HANGS)));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().atMost(BOUND).until(() -> !asked.isEmpty());

        caller.interrupt();

        assertThat(failure.join().retriable()).isTrue();
        assertThat(flag.join()).isTrue();
        caller.join();
    }

    @Test
    void aBatchEndsAtItsDeadlineAndSaysWhichRecordsWereWritten() {
        List<ProducerRecord<String, String>> records = List.of(new ProducerRecord<>("orders", "a", "one"),
                new ProducerRecord<>("orders", "b", HANGS), new ProducerRecord<>("orders", "a", "two"));
        blocking.send("orders", "the client is made");

        BatchSendException blocked = catchThrowableOfType(BatchSendException.class,
                () -> blocking.sendAll(records, Duration.ofSeconds(1)));
        assertThat(blocked.results()).extracting(SendResult::acknowledged).containsExactly(true, false, true);

        BatchSendException reactively = catchThrowableOfType(BatchSendException.class,
                () -> reactive.sendAll(records, Duration.ofSeconds(1)).await().atMost(BOUND));
        assertThat(reactively.results()).extracting(SendResult::acknowledged).containsExactly(true, false, true);
    }

    @Test
    void aBatchThatIsLargerThanTheQueueGoesThrough() {
        List<ProducerRecord<String, String>> records = IntStream.range(0, 2000)
                .mapToObj(i -> new ProducerRecord<>("orders", "key", String.valueOf(i))).toList();

        assertThat(blocking.sendAll(records, BOUND)).hasSize(2000);

        assertThat(sent()).hasSize(2000).startsWith("0", "1", "2").endsWith("1998", "1999");
    }

    @Test
    void aStreamGoesOnBehindWhatFails() {
        List<SendResult> results = reactive.sendAll(Multi.createFrom().range(0, 1000)
                .map(i -> new ProducerRecord<>("orders", "key", i == 500 ? FAILS : i.toString()))).collect().asList()
                .await().atMost(BOUND);

        assertThat(results).filteredOn(result -> !result.acknowledged()).hasSize(1);
        assertThat(sent()).hasSize(999).startsWith("0", "1", "2").endsWith("998", "999");
    }

    @Test
    void theCloseWaitsNoLongerThanItMayForWhatHangs() {
        CompletableFuture<RecordMetadata> hanging = send("orders", HANGS, null, BOUND);

        open.close();

        assertThat(hanging).failsWithin(BOUND).withThrowableThat().withCauseInstanceOf(ProducerClosedException.class);
        assertThat(catchThrowableOfType(ProducerClosedException.class, () -> blocking.send("orders", "late"))).isNotNull();
    }
}
