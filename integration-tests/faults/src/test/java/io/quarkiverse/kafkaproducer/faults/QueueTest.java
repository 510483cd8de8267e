package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** Tests that records wait in order, behind nothing but their own topic, and that none gets lost. */
class QueueTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final KafkaCluster KAFKA = SharedKafka.notCreatingTopics();

    private static List<String> values(String topic) {
        return Topics.read(KAFKA.bootstrapServers(), topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
    }

    @Test
    void whereATopicTakesSmallerBatchesOnlyTheClientIsReplacedByOneThatMakesThem() throws Exception {
        Topics.create(KAFKA.bootstrapServers(), "small-batches", Map.of("max.message.bytes", "40000"));
        String value = "x".repeat(1000);
        List<ProducerRecord<String, String>> records = IntStream.range(0, 100)
                .mapToObj(i -> new ProducerRecord<String, String>("small-batches", value)).toList();

        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(), Map.of("close-timeout", "100MS"))) {
            // to a new topic they go one by one at first
            for (int i = 0; i < 3; i++) {
                tested.blocking().send("small-batches", value);
            }
            Awaitility.await().atMost(BOUND).until(
                    () -> catchThrowableOfType(BatchSendException.class, () -> tested.blocking().sendAll(records)),
                    Objects::nonNull);

            Awaitility.await().atMost(BOUND).ignoreException(BatchSendException.class)
                    .until(() -> tested.blocking().sendAll(records).size() == 100);
            for (int i = 0; i < 10; i++) {
                assertThat(tested.blocking().sendAll(records)).hasSize(100);
            }
        }
    }

    @Test
    void sendsToAMissingTopicDelayNoOther() throws Exception {
        Topics.create(KAFKA.bootstrapServers(), "present", 1, 1);
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(), Map.of("close-timeout", "100MS"))) {
            Producer producer = tested.blocking();
            long[] alone = durations(producer, 1000);
            LongAdder missing = new LongAdder();
            for (int i = 0; i < 1000; i++) {
                tested.reactive().send("missing-" + i % 10, i, Duration.ofSeconds(10)).subscribe().with(metadata -> {
                    throw new AssertionError("acknowledged");
                }, failure -> missing.increment());
            }

            // other work of the machine may slow down a round; a fault slows down each
            long limit = alone[500] * 2 + 1_000_000;
            long[] beside = durations(producer, 1000);
            for (int round = 1; round < 3 && beside[500] >= limit; round++) {
                beside = durations(producer, 1000);
            }

            assertThat(missing.sum()).as("they have waited all the time").isZero();
            System.out.printf("## p50 alone %.2f ms, beside 1,000 sends to 10 missing topics %.2f ms; p99 %.2f and %.2f ms%n",
                    alone[500] / 1e6, beside[500] / 1e6, alone[990] / 1e6, beside[990] / 1e6);
            assertThat(beside[500]).as("the median").isLessThan(limit);
            Awaitility.await().atMost(BOUND).until(() -> missing.sum() == 1000);
        }
    }

    private static long[] durations(Producer producer, int sends) {
        long[] nanos = new long[sends];
        for (int i = 0; i < sends; i++) {
            long start = System.nanoTime();
            producer.send("present", i);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    @Test
    void theFirstSendsToATopicThatIsMadeLaterArriveInOrder() throws Exception {
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(), Map.of("timeout", "60S"))) {
            CountDownLatch acknowledged = new CountDownLatch(1000);
            for (int i = 0; i < 1000; i++) {
                tested.reactive().send("made-later", i, "key").subscribe().with(metadata -> acknowledged.countDown());
            }
            Topics.create(KAFKA.bootstrapServers(), "made-later", 1, 1);

            assertThat(acknowledged.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(values("made-later")).containsExactlyElementsOf(
                IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
    }

    @Test
    void aBurstOfTwoHundredThousandIsHeldByTheDefaultLimits() throws Exception {
        Topics.create(KAFKA.bootstrapServers(), "burst", 4, 1);
        int count = 200_000;
        LongAdder acknowledged = new LongAdder();
        Map<String, LongAdder> failed = new ConcurrentHashMap<>();
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(), Map.of("timeout", "60S"))) {
            ReactiveProducer producer = tested.reactive();
            for (int i = 0; i < count; i++) {
                producer.send("burst", i, "key-" + i % 100).subscribe().with(metadata -> acknowledged.increment(),
                        failure -> failed.computeIfAbsent(failure.getMessage(), same -> new LongAdder()).increment());
            }
            Awaitility.await().atMost(BOUND)
                    .until(() -> acknowledged.sum() + failed.values().stream().mapToLong(LongAdder::sum).sum() == count);
        }
        assertThat(failed).isEmpty();
        assertThat(values("burst")).hasSize(count).doesNotHaveDuplicates();
    }

    /** Kafka makes one of these by its class name. */
    public static final class Counting implements ProducerInterceptor<Object, byte[]> {

        static final AtomicInteger SENT = new AtomicInteger();
        static final AtomicInteger ACKNOWLEDGED = new AtomicInteger();
        static final AtomicInteger FAILED = new AtomicInteger();

        @Override
        public ProducerRecord<Object, byte[]> onSend(ProducerRecord<Object, byte[]> record) {
            SENT.incrementAndGet();
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            (exception == null ? ACKNOWLEDGED : FAILED).incrementAndGet();
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    /** Kafka makes one of these by its class name, too. */
    public static final class ErrorCount implements MetricsReporter {

        private static final Map<String, KafkaMetric> METRICS = new ConcurrentHashMap<>();

        static double total(String name) {
            return ((Number) METRICS.get(name).metricValue()).doubleValue();
        }

        @Override
        public void init(List<KafkaMetric> metrics) {
            metrics.forEach(this::metricChange);
        }

        @Override
        public void metricChange(KafkaMetric metric) {
            if (metric.metricName().group().equals("producer-metrics")) {
                METRICS.put(metric.metricName().name(), metric);
            }
        }

        @Override
        public void metricRemoval(KafkaMetric metric) {
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    @Test
    void kafkasErrorMetricsAndInterceptorsSeeEachRecordOnceThoughItWaitsForMetadataAndForBufferSpace() throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("timeout", "60S", "properties.\"buffer.memory\"", "200000",
                "properties.\"interceptor.classes\"", Counting.class.getName(),
                "properties.\"metric.reporters\"", ErrorCount.class.getName()));
        int count = 500;
        CountDownLatch acknowledged = new CountDownLatch(count);
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(), settings)) {
            for (int i = 0; i < count; i++) {
                tested.reactive().send("intercepted", "x".repeat(20_000), "key").subscribe()
                        .with(metadata -> acknowledged.countDown());
            }
            Topics.create(KAFKA.bootstrapServers(), "intercepted", 1, 1);
            assertThat(acknowledged.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ErrorCount.total("record-error-total")).isZero();
            // a broker may learn a moment later than the client that the topic is there
            assertThat(ErrorCount.total("record-send-total") - ErrorCount.total("record-retry-total")).isEqualTo(count);
            assertThat(ErrorCount.total("buffer-exhausted-total")).isZero();
        }
        assertThat(Counting.FAILED).as("failures that interceptors saw").hasValue(0);
        assertThat(Counting.SENT).hasValue(count);
        assertThat(Counting.ACKNOWLEDGED).hasValue(count);
    }

    @Test
    void beyondTheLimitsAReactiveSendIsRefusedAtOnceAndABlockingOneWaitsForRoom() throws Exception {
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(),
                Map.of("max-pending-records", "10", "timeout", "60S", "close-timeout", "100MS"))) {
            List<Throwable> failures = new ArrayList<>();
            CountDownLatch acknowledged = new CountDownLatch(10);
            for (int i = 0; i < 10; i++) {
                tested.reactive().send("limited", i).subscribe().with(metadata -> acknowledged.countDown());
            }
            CountDownLatch refused = new CountDownLatch(1);
            tested.reactive().send("limited", 10).subscribe().with(metadata -> {
            }, failure -> {
                failures.add(failure);
                refused.countDown();
            });
            assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(failures.get(0)).isInstanceOfSatisfying(SendRejectedException.class, e -> {
                assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                assertThat(e.retriable()).isTrue();
            }).hasMessageContaining("max-pending-records");
            assertThatThrownBy(() -> tested.blocking().send("limited", 11, Duration.ofMillis(200)))
                    .isInstanceOf(SendTimeoutException.class).hasMessageContaining("room in the queue");

            Topics.create(KAFKA.bootstrapServers(), "limited", 1, 1);

            assertThat(tested.blocking().send("limited", 12).offset()).isEqualTo(10);
            assertThat(acknowledged.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void sendingAgainWhateverIsRetriableWritesNothingTwice() throws Exception {
        try (KafkaCluster frozen = KafkaCluster.builder().start()) {
            SendOutcomes outcomes = new SendOutcomes();
            try (ProducerUnderTest tested = new ProducerUnderTest(frozen.bootstrapServers())) {
                Producer producer = tested.blocking();
                producer.send("retried", -1, Duration.ofSeconds(60));
                outcomes.begin(-1);
                outcomes.acknowledged(-1);
                frozen.node(0).freeze();
                List<Thread> threads = new ArrayList<>();
                CountDownLatch gaveUp = new CountDownLatch(8);
                for (int i = 0; i < 8; i++) {
                    long id = i;
                    Thread thread = new Thread(() -> {
                        outcomes.begin(id);
                        sendUntilNotRetriable(producer, outcomes, id, gaveUp);
                    });
                    thread.start();
                    threads.add(thread);
                }
                assertThat(gaveUp.await(60, TimeUnit.SECONDS)).isTrue();
                frozen.node(0).thaw();
                for (Thread thread : threads) {
                    thread.join(TimeUnit.SECONDS.toMillis(60));
                }
            }
            outcomes.assertTrue(Topics.read(frozen.bootstrapServers(), "retried"));
        }
    }

    private static void sendUntilNotRetriable(Producer producer, SendOutcomes outcomes, long id, CountDownLatch gaveUp) {
        while (true) {
            try {
                producer.send("retried", id, Duration.ofSeconds(1));
                outcomes.acknowledged(id);
                return;
            } catch (SendException e) {
                gaveUp.countDown();
                if (!e.retriable()) {
                    outcomes.failed(id, e);
                    return;
                }
            }
        }
    }

    @Test
    void theOrderOfEachKeyIsKeptWhileTheBrokerRestarts() throws Exception {
        try (KafkaCluster restarted = KafkaCluster.builder().start()) {
            Topics.create(restarted.bootstrapServers(), "ordered", 4, 1);
            int count = 6000;
            try (ProducerUnderTest tested = new ProducerUnderTest(restarted.bootstrapServers(), Map.of("timeout", "60S"))) {
                LongAdder done = new LongAdder();
                LongAdder failed = new LongAdder();
                for (int i = 0; i < count; i++) {
                    tested.reactive().send("ordered", i, "key-" + i % 8).subscribe().with(metadata -> done.increment(),
                            failure -> failed.increment());
                    if (i == count / 3) {
                        restarted.node(0).kill();
                    }
                }
                restarted.node(0).start();
                Awaitility.await().atMost(BOUND).until(() -> done.sum() + failed.sum() == count);
                assertThat(failed.sum()).isZero();
            }
            Map<String, Integer> last = new HashMap<>();
            List<ConsumerRecord<byte[], byte[]>> records = Topics.read(restarted.bootstrapServers(), "ordered");
            assertThat(records).hasSize(count);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                int id = Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8));
                Integer before = last.put(new String(record.key(), StandardCharsets.UTF_8), id);
                assertThat(before == null || before < id).as("%s before %s", before, id).isTrue();
            }
        }
    }
}
