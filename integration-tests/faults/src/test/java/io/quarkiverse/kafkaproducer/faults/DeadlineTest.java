package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** A call returns no earlier than its answer is known, and no later than its timeout and 100 ms, whatever is broken. */
class DeadlineTest {

    private static final Duration TOLERANCE = Duration.ofMillis(100);

    /** Nothing listens there, and nothing may: the reserved range. */
    private static final String NOBODY = "127.0.0.1:1";

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** The state of a broker, and what its producer's sends are told, by number. */
    private record Check(ProducerUnderTest tested, String topic, IntFunction<Object> value, Set<Outcome> outcomes,
            String waitedFor) {
    }

    private static final ExecutorService POOL = Executors.newCachedThreadPool();
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static final JvmPauses PAUSES = new JvmPauses();
    private static final String LARGE = "x".repeat(20_000);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final AtomicLong FILLINGS_ENDED = new AtomicLong();
    private static final Set<Object> NOT_SENT = ConcurrentHashMap.newKeySet();

    /** The calls of all states wait at the same time, as a wait takes no processor. */
    private static Future<List<JvmPauses.Span>> noBroker;
    private static Future<List<JvmPauses.Span>> missingTopic;
    private static Future<List<JvmPauses.Span>> frozen;
    private static Future<List<JvmPauses.Span>> fullBuffer;
    private static Future<List<JvmPauses.Span>> authentication;
    private static Check thawed;
    private static String thawedServers;
    private static long fillingsEndedWhileFrozen;

    @BeforeAll
    static void sendToBrokersInAllStates() throws Exception {
        Future<KafkaCluster> starting = POOL.submit(() -> KafkaCluster.builder().start());
        KafkaCluster healthy = KafkaCluster.builder().plainUser("user", "password")
                .property("auto.create.topics.enable", "false").start();
        OPEN.push(healthy);
        KafkaCluster stopping = starting.get();
        OPEN.push(stopping);
        List<Check> checks = List.of(
                new Check(producer(NOBODY), "orders", number -> number, Set.of(Outcome.NOT_SENT), "metadata of topic orders"),
                new Check(producer(healthy.bootstrapServers()), "missing", number -> number, Set.of(Outcome.NOT_SENT),
                        "metadata of topic missing"),
                // what is grouped behind earlier records has not been handed over
                new Check(producer(stopping.bootstrapServers()), "frozen", number -> number,
                        Set.of(Outcome.NOT_SENT, Outcome.UNKNOWN), "acknowledgment"),
                new Check(producerWithSmallBuffer(stopping.bootstrapServers()), "full", number -> LARGE,
                        Set.of(Outcome.NOT_SENT),
                        "buffer space"),
                // a listener that expects SASL and is spoken to without: the broker drops the connection and never says why
                new Check(producer(healthy.bootstrapServers("SASL_PLAINTEXT")), "orders", number -> number,
                        Set.of(Outcome.NOT_SENT),
                        "metadata of topic orders"));
        checks.get(2).tested().blocking().send("frozen", 0, BOUND);
        sendUntilManyMayBeInFlight(checks.get(3));
        stopping.node(0).freeze();
        fillBuffer(checks.get(3));

        // the first failures of a JVM load classes, which is no fault of a broker
        for (Future<?> warmedUp : checks.stream().map(check -> POOL.submit(() -> warmUp(check))).toList()) {
            warmedUp.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        }
        List<Future<List<JvmPauses.Span>>> sending = checks.stream().map(check -> POOL.submit(() -> sendAll(check))).toList();
        Awaitility.await().atMost(BOUND).until(() -> sending.stream().allMatch(Future::isDone));
        PAUSES.close();
        fillingsEndedWhileFrozen = FILLINGS_ENDED.get();
        stopping.node(0).thaw();
        thawed = checks.get(2);
        thawedServers = stopping.bootstrapServers();
        noBroker = sending.get(0);
        missingTopic = sending.get(1);
        frozen = sending.get(2);
        fullBuffer = sending.get(3);
        authentication = sending.get(4);
    }

    @AfterAll
    static void close() throws Exception {
        POOL.shutdownNow();
        for (AutoCloseable open : OPEN) {
            open.close();
        }
    }

    private static ProducerUnderTest producer(String servers) {
        ProducerUnderTest producer = new ProducerUnderTest(servers, Map.of("close-timeout", "100MS"));
        OPEN.push(producer);
        return producer;
    }

    private static ProducerUnderTest producerWithSmallBuffer(String servers) {
        ProducerUnderTest producer = new ProducerUnderTest(servers, Map.of("close-timeout", "100MS",
                "properties.\"buffer.memory\"", "100000", "properties.\"batch.size\"", "16384"));
        OPEN.push(producer);
        return producer;
    }

    /** A new topic gets one record at a time until it has proved to be there. */
    private static void sendUntilManyMayBeInFlight(Check check) {
        long start = System.nanoTime();
        check.tested().blocking().send(check.topic(), 0, BOUND);
        long end = System.nanoTime() + System.nanoTime() - start + Duration.ofSeconds(1).toNanos();
        while (System.nanoTime() - end < 0) {
            check.tested().blocking().send(check.topic(), 0, BOUND);
        }
    }

    private static void fillBuffer(Check check) {
        for (int i = 0; i < 20; i++) {
            check.tested().reactive().send(check.topic(), LARGE, Duration.ofSeconds(100)).subscribe().with(
                    metadata -> FILLINGS_ENDED.incrementAndGet(), failure -> FILLINGS_ENDED.incrementAndGet());
        }
    }

    private static Void warmUp(Check check) throws Exception {
        for (int i = 0; i < 20; i++) {
            timed(check, Duration.ofMillis(20));
            timedReactive(check, Duration.ofMillis(20));
        }
        return null;
    }

    /** Returns how late each call was. */
    private static List<JvmPauses.Span> sendAll(Check check) throws Exception {
        List<Future<List<JvmPauses.Span>>> threads = new ArrayList<>();
        start(threads, check, Duration.ofSeconds(10), 4, 1);
        start(threads, check, Duration.ofSeconds(1), 4, 5);
        start(threads, check, Duration.ofMillis(50), 4, 25);
        List<JvmPauses.Span> afterDeadline = new ArrayList<>();
        for (Future<List<JvmPauses.Span>> thread : threads) {
            afterDeadline.addAll(thread.get(BOUND.toSeconds(), TimeUnit.SECONDS));
        }
        return afterDeadline;
    }

    private static void start(List<Future<List<JvmPauses.Span>>> started, Check check, Duration timeout, int threads,
            int calls) {
        for (int thread = 0; thread < threads; thread++) {
            boolean reactive = thread % 2 == 1;
            started.add(POOL.submit(() -> {
                List<JvmPauses.Span> afterDeadline = new ArrayList<>();
                for (int call = 0; call < calls; call++) {
                    afterDeadline.add(reactive ? timedReactive(check, timeout) : timed(check, timeout));
                }
                return afterDeadline;
            }));
        }
    }

    @Test
    void withoutABrokerEverySendEndsAtItsDeadline() throws Exception {
        assertInTime("no broker", noBroker);
    }

    @Test
    void aTopicThatDoesNotExistIsWaitedForUntilTheDeadline() throws Exception {
        assertInTime("missing topic", missingTopic);
    }

    @Test
    void aFrozenBrokerIsWaitedForUntilTheDeadline() throws Exception {
        assertInTime("frozen broker", frozen);
        // whatever the client still has is written before a later record
        thawed.tested().blocking().send("frozen", 0, BOUND);
        assertThat(Topics.read(thawedServers, "frozen"))
                .<Object> extracting(record -> Integer.valueOf(new String(record.value(), StandardCharsets.UTF_8)))
                .doesNotContainAnyElementsOf(NOT_SENT);
    }

    @Test
    void aFullBufferIsWaitedForUntilTheDeadline() throws Exception {
        assertInTime("full buffer", fullBuffer);
        assertThat(fillingsEndedWhileFrozen).as("sends that had the buffer").isZero();
    }

    @Test
    void anAuthenticationThatNeverSucceedsDoesNotOutlastTheDeadline() throws Exception {
        assertInTime("authentication", authentication);
    }

    private static void assertInTime(String state, Future<List<JvmPauses.Span>> sending) throws Exception {
        List<JvmPauses.Span> afterDeadline = sending.get();
        long worst = afterDeadline.stream().mapToLong(span -> span.end() - span.start()).max().orElseThrow();
        long outside = afterDeadline.stream().mapToLong(PAUSES::outside).max().orElseThrow();
        System.out.printf("worst of %d calls, %s: %.1f ms after the deadline, %.1f ms without pauses of the JVM and the "
                + "machine%n", afterDeadline.size(), state, worst / 1e6, outside / 1e6);
        assertThat(outside).isLessThanOrEqualTo(TOLERANCE.toNanos());
    }

    /** From its deadline to its return. */
    private static JvmPauses.Span timed(Check check, Duration timeout) {
        Object value = check.value().apply(NUMBERS.incrementAndGet());
        long start = System.nanoTime();
        try {
            check.tested().blocking().send(check.topic(), value, timeout);
            throw new AssertionError("acknowledged");
        } catch (SendTimeoutException e) {
            return afterDeadline(check, value, start + timeout.toNanos(), System.nanoTime(), e);
        }
    }

    private static JvmPauses.Span timedReactive(Check check, Duration timeout) throws Exception {
        Object value = check.value().apply(NUMBERS.incrementAndGet());
        long start = System.nanoTime();
        var end = new CompletableFuture<Long>();
        var failed = new CompletableFuture<Throwable>();
        check.tested().reactive().send(check.topic(), value, timeout).subscribe().with(
                metadata -> failed.completeExceptionally(new AssertionError("acknowledged")), failure -> {
                    end.complete(System.nanoTime());
                    failed.complete(failure);
                });
        Throwable failure = failed.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        assertThat(failure).isInstanceOf(SendTimeoutException.class);
        return afterDeadline(check, value, start + timeout.toNanos(), end.get(), (SendTimeoutException) failure);
    }

    private static JvmPauses.Span afterDeadline(Check check, Object value, long deadline, long end,
            SendTimeoutException failure) {
        assertThat(failure.outcome()).isIn(check.outcomes());
        if (failure.outcome() == Outcome.NOT_SENT) {
            NOT_SENT.add(value);
        }
        // in the first calls it is the client that is waited for, while it is being made
        assertThat(failure.getMessage()).containsAnyOf(check.waitedFor(), "waited for the client");
        assertThat(end - deadline).as("nanoseconds after the deadline").isNotNegative();
        return new JvmPauses.Span(deadline, end);
    }
}
