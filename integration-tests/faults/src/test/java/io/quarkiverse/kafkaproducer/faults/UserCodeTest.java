package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.smallrye.mutiny.Multi;

/** Code of the application that throws Errors, or does not return. */
class UserCodeTest {

    private static final KafkaCluster KAFKA = SharedKafka.creatingTopics();

    private static ProducerUnderTest with(String property, Class<?> type, String... more) {
        Map<String, String> settings = new ConcurrentHashMap<>(
                Map.of("properties.\"" + property + "\"", type.getName(), "close-timeout", "200MS"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new ProducerUnderTest(KAFKA.bootstrapServers(), settings);
    }

    /** Throws for the value that says so. */
    public static class Throwing implements Partitioner {

        static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

        @Override
        public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] bytes, Cluster cluster) {
            THREADS.add(Thread.currentThread().getName());
            if (new String(bytes).contains("throw")) {
                throw new NoClassDefFoundError("com/acme/Missing");
            }
            return 0;
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    @Test
    void anErrorOfAPartitionerFailsItsRecordOnlyAndRunsOnNoThreadOfTheCallerOrOfTheNetwork() throws Exception {
        try (ProducerUnderTest tested = with("partitioner.class", Throwing.class)) {
            Producer producer = tested.blocking();
            producer.send("partitioned", "first");

            SendRejectedException failure = catchThrowableOfType(SendRejectedException.class,
                    () -> producer.send("partitioned", "throw"));

            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure).hasRootCauseInstanceOf(NoClassDefFoundError.class);
            assertThat(producer.send("partitioned", "next").offset()).isEqualTo(1);
            CountDownLatch ended = new CountDownLatch(50);
            AtomicInteger failed = new AtomicInteger();
            for (int i = 0; i < 50; i++) {
                tested.reactive().send("partitioned", i % 10 == 5 ? "throw" : "value").subscribe()
                        .with(metadata -> ended.countDown(), thrown -> {
                            failed.incrementAndGet();
                            ended.countDown();
                        });
            }
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(failed).hasValue(5);
            assertThat(Throwing.THREADS).allMatch(name -> name.startsWith("kafka-producer-send"));
        }
        assertThat(Topics.read(KAFKA.bootstrapServers(), "partitioned")).hasSize(2 + 45);
    }

    /** Does not return while it is told so. */
    public static class Hanging implements Partitioner {

        static volatile CountDownLatch go = new CountDownLatch(0);
        static volatile CountDownLatch entered = new CountDownLatch(1);

        @Override
        public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] bytes, Cluster cluster) {
            entered.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    @Test
    void sendsBehindAPartitionerThatDoesNotReturnEndAtTheirDeadlinesAsNotSent() throws Exception {
        try (ProducerUnderTest tested = with("partitioner.class", Hanging.class)) {
            tested.blocking().send("hanging", "first");
            Hanging.go = new CountDownLatch(1);
            Hanging.entered = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(2);
            Map<String, SendException> failures = new ConcurrentHashMap<>();
            tested.reactive().send("hanging", "at it", Duration.ofMillis(500)).subscribe().with(metadata -> ended.countDown(),
                    failure -> {
                        failures.put("at it", (SendException) failure);
                        ended.countDown();
                    });
            assertThat(Hanging.entered.await(10, TimeUnit.SECONDS)).isTrue();
            long start = System.nanoTime();
            tested.reactive().send("hanging", "behind", Duration.ofMillis(500)).subscribe().with(metadata -> ended.countDown(),
                    failure -> {
                        failures.put("behind", (SendException) failure);
                        ended.countDown();
                    });
            SendTimeoutException blocking = catchThrowableOfType(SendTimeoutException.class,
                    () -> tested.blocking().send("hanging", "behind, too", Duration.ofMillis(500)));
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));

            assertThat(blocking.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failures.get("behind").outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failures.get("at it").outcome()).isEqualTo(Outcome.UNKNOWN);
            Hanging.go.countDown();
            assertThat(failures.get("at it").eventually().toCompletableFuture().get(10, TimeUnit.SECONDS).offset())
                    .isEqualTo(1);
            assertThat(tested.blocking().send("hanging", "last").offset()).isEqualTo(2);
        }
    }

    /** Throws for the value that says where. */
    public static class Failing implements ProducerInterceptor<Object, byte[]> {

        static volatile String acknowledging = "";

        @Override
        public ProducerRecord<Object, byte[]> onSend(ProducerRecord<Object, byte[]> record) {
            String value = new String(record.value());
            if (value.contains("onSend")) {
                throw new AssertionError("user-data");
            }
            acknowledging = value;
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            if (acknowledging.contains("onAcknowledgement")) {
                throw new StackOverflowError();
            }
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    @Test
    void anErrorOfAnInterceptorFailsItsRecordOnlyAlsoWhereItEndsTheNetworkThread() {
        try (ProducerUnderTest tested = with("interceptor.classes", Failing.class)) {
            Producer producer = tested.blocking();
            producer.send("intercepted", "first");

            SendRejectedException refused = catchThrowableOfType(SendRejectedException.class,
                    () -> producer.send("intercepted", "onSend"));

            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(refused).hasRootCauseInstanceOf(AssertionError.class);
            long start = System.nanoTime();
            SendException unknown = catchThrowableOfType(SendException.class,
                    () -> producer.send("intercepted", "onAcknowledgement"));
            assertThat(unknown.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("a dead client is replaced")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(producer.send("intercepted", "next").offset()).isEqualTo(2);
        }
    }

    /** Has records go to another topic, which does not exist. */
    public static class Redirecting implements ProducerInterceptor<Object, byte[]> {

        static final AtomicInteger ASKED = new AtomicInteger();

        @Override
        public ProducerRecord<Object, byte[]> onSend(ProducerRecord<Object, byte[]> record) {
            if (!new String(record.value()).contains("redirect")) {
                return record;
            }
            ASKED.incrementAndGet();
            return new ProducerRecord<>("no-such-topic", record.key(), record.value());
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    @Test
    void aRecordThatAnInterceptorRedirectsToAMissingTopicIsTriedNowAndThenAndItsFailureNamesTheTopic() throws Exception {
        String servers = SharedKafka.notCreatingTopics().bootstrapServers();
        Topics.create(servers, "redirected", Map.of());
        try (ProducerUnderTest tested = new ProducerUnderTest(servers,
                Map.of("properties.\"interceptor.classes\"", Redirecting.class.getName(), "close-timeout", "200MS"))) {
            Producer producer = tested.blocking();
            producer.send("redirected", "first");
            CountDownLatch ended = new CountDownLatch(1);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            tested.reactive().send("redirected", "redirect", Duration.ofSeconds(4)).subscribe()
                    .with(metadata -> ended.countDown(), thrown -> {
                        failure.set(thrown);
                        ended.countDown();
                    });

            assertThat(producer.send("redirected", "next", Duration.ofSeconds(3)).offset()).isEqualTo(1);

            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(failure.get()).isInstanceOfSatisfying(SendTimeoutException.class, e -> {
                assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                assertThat(e).hasMessageContaining("no-such-topic");
            });
            assertThat(Redirecting.ASKED.get()).isBetween(5, 100);
        }
    }

    @Test
    void anErrorWhileTheClientIsMadeFailsTheSendsThatWaitForItAndNoLaterOnes() {
        AtomicInteger attempts = new AtomicInteger();
        // not a LinkageError, nor any other that has its own place
        try (ProducerUnderTest tested = new ProducerUnderTest(callbacks -> {
            if (attempts.incrementAndGet() <= 2) {
                throw new ServiceConfigurationError("com.acme.Customizer");
            }
            return MockedClient.acknowledging();
        }, Map.of())) {
            SendRejectedException blocking = catchThrowableOfType(SendRejectedException.class,
                    () -> tested.blocking().send("created", "x"));
            Throwable reactive = catchThrowable(
                    () -> tested.reactive().send("created", "x").await().atMost(Duration.ofSeconds(30)));

            assertThat(blocking.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(blocking).hasCauseInstanceOf(ClientCreationException.class)
                    .hasRootCauseInstanceOf(ServiceConfigurationError.class);
            assertThat(reactive).isInstanceOf(SendRejectedException.class)
                    .hasRootCauseInstanceOf(ServiceConfigurationError.class);
            assertThat(tested.blocking().send("created", "x").offset()).isZero();
        }
    }

    /** Cannot be written. */
    public static class Broken {
        public String getName() {
            throw new AssertionError("user-data");
        }
    }

    @Test
    void anErrorOfAGetterIsAValueThatCannotBeWrittenWhereverItIsSent() {
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers())) {
            assertThat(catchThrowableOfType(ValueSerializationException.class,
                    () -> tested.blocking().send("getters", new Broken()))).hasMessageNotContaining("user-data");

            List<ProducerRecord<String, Object>> records = IntStream.range(0, 3)
                    .mapToObj(i -> new ProducerRecord<String, Object>("getters", i == 1 ? new Broken() : i)).toList();
            BatchSendException failure = catchThrowableOfType(BatchSendException.class,
                    () -> tested.blocking().sendAll(records));

            assertThat(failure.results()).extracting(result -> result.acknowledged()).containsExactly(true, false, true);
            assertThat(failure.results().get(1).failure()).isInstanceOf(ValueSerializationException.class)
                    .hasMessageNotContaining("user-data");
        }
    }

    @Test
    void anErrorOfAGetterFailsTheReactiveSendAndItsItemOfAStreamAndSaysNothingOfTheData() {
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers())) {
            Throwable single = catchThrowable(
                    () -> tested.reactive().send("streamed", new Broken()).await().atMost(Duration.ofSeconds(30)));

            List<SendResult> results = tested.reactive()
                    .sendAll(Multi.createFrom().items(1, new Broken(), 3)
                            .map(value -> new ProducerRecord<String, Object>("streamed", value)))
                    .collect().asList().await().atMost(Duration.ofSeconds(10));

            assertThat(single).isInstanceOf(ValueSerializationException.class).hasMessageNotContaining("user-data");
            assertThat(results).filteredOn(SendResult::acknowledged).hasSize(2);
            assertThat(results).filteredOn(result -> !result.acknowledged()).singleElement()
                    .satisfies(result -> assertThat(result.failure()).isInstanceOf(ValueSerializationException.class)
                            .hasNoCause().hasMessageNotContaining("user-data"));
        }
    }
}
