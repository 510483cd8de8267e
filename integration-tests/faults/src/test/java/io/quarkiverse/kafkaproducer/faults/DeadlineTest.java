package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** A call returns no earlier than its answer is known, and no later than its timeout and 100 ms, whatever is broken. */
class DeadlineTest {

    private static final Duration TOLERANCE = Duration.ofMillis(100);

    /** Nothing listens there, and nothing may: the reserved range. */
    private static final String NOBODY = "127.0.0.1:1";

    /** What happens to sends to a broker in some state. */
    private record Check(String state, Producer blocking, ReactiveProducer reactive, String topic, Object value,
            Outcome outcome, String waitedFor) {
    }

    @Test
    void withoutABrokerEverySendEndsAtItsDeadline() throws Exception {
        try (Rig rig = new Rig(NOBODY, Map.of("close-timeout", "100MS"))) {
            hold(new Check("no broker", rig.blocking(), rig.reactive(), "orders", 1, Outcome.NOT_SENT,
                    "metadata of topic orders"));
        }
    }

    @Test
    void aTopicThatDoesNotExistIsWaitedForUntilTheDeadline() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().property("auto.create.topics.enable", "false").start();
                Rig rig = new Rig(kafka.bootstrapServers(), Map.of("close-timeout", "100MS"))) {
            hold(new Check("missing topic", rig.blocking(), rig.reactive(), "missing", 1, Outcome.NOT_SENT,
                    "metadata of topic missing"));
        }
    }

    @Test
    void aFrozenBrokerIsWaitedForUntilTheDeadline() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().start();
                Rig rig = new Rig(kafka.bootstrapServers(), Map.of("close-timeout", "100MS"))) {
            rig.blocking().send("frozen", 0, Duration.ofSeconds(60));
            kafka.node(0).freeze();
            // what is grouped behind earlier records has not been handed over, so either outcome may be true
            hold(new Check("frozen broker", rig.blocking(), rig.reactive(), "frozen", 1, null, "acknowledgment"));
            kafka.node(0).thaw();
        }
    }

    @Test
    void aFullBufferIsWaitedForUntilTheDeadline() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().start();
                Rig rig = new Rig(kafka.bootstrapServers(), Map.of("close-timeout", "100MS",
                        "properties.\"buffer.memory\"", "100000", "properties.\"batch.size\"", "16384"))) {
            // a new topic gets one record at a time until it has proved to be there
            long start = System.nanoTime();
            rig.blocking().send("full", 0, Duration.ofSeconds(60));
            long end = System.nanoTime() + System.nanoTime() - start + Duration.ofSeconds(1).toNanos();
            while (System.nanoTime() - end < 0) {
                rig.blocking().send("full", 0, Duration.ofSeconds(60));
            }
            kafka.node(0).freeze();
            String filling = "x".repeat(20_000);
            AtomicLong unknown = new AtomicLong();
            for (int i = 0; i < 20; i++) {
                rig.reactive().send("full", filling, Duration.ofSeconds(100)).subscribe().with(metadata -> {
                }, failure -> unknown.incrementAndGet());
            }
            hold(new Check("full buffer", rig.blocking(), rig.reactive(), "full", filling, Outcome.NOT_SENT,
                    "buffer space"));
            assertThat(unknown).hasValue(0);
            kafka.node(0).thaw();
        }
    }

    @Test
    void anAuthenticationThatNeverSucceedsDoesNotOutlastTheDeadline() throws Exception {
        // a listener that expects SASL and is spoken to without: the broker drops the connection and never says why
        try (KafkaCluster kafka = KafkaCluster.builder().plainUser("user", "password").start();
                Rig rig = new Rig(kafka.bootstrapServers("SASL_PLAINTEXT"), Map.of("close-timeout", "100MS"))) {
            hold(new Check("authentication", rig.blocking(), rig.reactive(), "orders", 1, Outcome.NOT_SENT,
                    "metadata of topic orders"));
        }
    }

    private void hold(Check check) throws Exception {
        // the first failures of a JVM load classes, which is no fault of a broker
        for (int i = 0; i < 20; i++) {
            timed(check, Duration.ofMillis(20));
            timedReactive(check, Duration.ofMillis(20));
        }
        StandStills standStills = new StandStills();
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            List<Future<List<StandStills.Span>>> late = new ArrayList<>();
            start(pool, late, check, Duration.ofSeconds(10), 4, 1);
            start(pool, late, check, Duration.ofSeconds(1), 4, 5);
            start(pool, late, check, Duration.ofMillis(50), 4, 25);
            List<StandStills.Span> afterDeadline = new ArrayList<>();
            for (Future<List<StandStills.Span>> one : late) {
                afterDeadline.addAll(one.get(60, TimeUnit.SECONDS));
            }
            standStills.close();
            long worst = afterDeadline.stream().mapToLong(span -> span.end() - span.start()).max().orElseThrow();
            long outside = afterDeadline.stream().mapToLong(standStills::outside).max().orElseThrow();
            System.out.printf("worst of %d calls, %s: %.1f ms after the deadline, %.1f ms without pauses of the JVM and the "
                    + "machine%n", afterDeadline.size(), check.state(), worst / 1e6, outside / 1e6);
            assertThat(outside).isLessThanOrEqualTo(TOLERANCE.toNanos());
        } finally {
            pool.shutdownNow();
        }
    }

    private void start(ExecutorService pool, List<Future<List<StandStills.Span>>> late, Check check, Duration timeout,
            int threads,
            int calls) {
        for (int thread = 0; thread < threads; thread++) {
            boolean reactive = thread % 2 == 1;
            late.add(pool.submit(() -> {
                List<StandStills.Span> afterDeadline = new ArrayList<>();
                for (int call = 0; call < calls; call++) {
                    afterDeadline.add(reactive ? timedReactive(check, timeout) : timed(check, timeout));
                }
                return afterDeadline;
            }));
        }
    }

    /** From its deadline to its return. */
    private StandStills.Span timed(Check check, Duration timeout) {
        long start = System.nanoTime();
        try {
            check.blocking().send(check.topic(), check.value(), timeout);
            throw new AssertionError("acknowledged");
        } catch (SendTimeoutException e) {
            return afterDeadline(check, start + timeout.toNanos(), System.nanoTime(), e);
        }
    }

    private StandStills.Span timedReactive(Check check, Duration timeout) throws Exception {
        long start = System.nanoTime();
        var end = new CompletableFuture<Long>();
        var failed = new CompletableFuture<Throwable>();
        check.reactive().send(check.topic(), check.value(), timeout).subscribe().with(
                metadata -> failed.completeExceptionally(new AssertionError("acknowledged")), failure -> {
                    end.complete(System.nanoTime());
                    failed.complete(failure);
                });
        Throwable failure = failed.get(60, TimeUnit.SECONDS);
        assertThat(failure).isInstanceOf(SendTimeoutException.class);
        return afterDeadline(check, start + timeout.toNanos(), end.get(), (SendTimeoutException) failure);
    }

    private static StandStills.Span afterDeadline(Check check, long deadline, long end, SendTimeoutException failure) {
        if (check.outcome() != null) {
            assertThat(failure.outcome()).isEqualTo(check.outcome());
        }
        // while the client is being made, it is that what is waited for
        assertThat(failure.getMessage()).containsAnyOf(check.waitedFor(), "waited for the client");
        assertThat(end - deadline).as("too early").isGreaterThanOrEqualTo(0);
        return new StandStills.Span(deadline, end);
    }
}
