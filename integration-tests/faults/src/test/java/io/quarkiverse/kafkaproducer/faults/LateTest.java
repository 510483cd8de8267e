package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendTimeoutException;

/** Many sends whose deadline is the same. */
class LateTest {

    private static final int SENDS = 100_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    /** Other work of the machine may make a round late; a fault makes each of them late. */
    private static final int ROUNDS = 3;

    @Test
    void thoseThatTheClientHasEndAtTheirDeadlineAndAreUnknown() throws Exception {
        try (ProducerUnderTest tested = new ProducerUnderTest(callbacks -> MockedClient.silent(),
                Map.of("close-timeout", "10MS"))) {
            expire(tested.reactive(), Outcome.UNKNOWN);
        }
    }

    @Test
    void thoseThatWaitForAClientEndAtTheirDeadlineAndAreNotSent() throws Exception {
        try (ProducerUnderTest tested = new ProducerUnderTest("127.0.0.1:1", Map.of("close-timeout", "10MS"))) {
            expire(tested.reactive(), Outcome.NOT_SENT);
        }
    }

    private static void expire(ReactiveProducer producer, Outcome outcome) throws Exception {
        // the first failures of a JVM load classes, which is no fault of a producer
        sendAll(producer, 5000, System.nanoTime() + Duration.ofMillis(500).toNanos());
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && best > TOLERANCE.toNanos(); round++) {
            best = Math.min(best, latest(producer, outcome));
        }
        assertThat(best).isLessThanOrEqualTo(TOLERANCE.toNanos());
    }

    /** Returns how long after its deadline the last one ended, in nanoseconds. */
    private static long latest(ReactiveProducer producer, Outcome outcome) throws Exception {
        JvmPauses pauses = new JvmPauses();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();

        Endings endings = sendAll(producer, SENDS, deadline);

        pauses.close();
        long worst = endings.at.stream().mapToLong(end -> pauses.outside(new JvmPauses.Span(deadline, end))).max()
                .orElseThrow();
        System.out.printf("## the last of %d that expire together ended %.1f ms after its deadline, without pauses%n", SENDS,
                worst / 1e6);
        assertThat(endings.at).allMatch(end -> end - deadline >= 0);
        assertThat(endings.failures).hasSize(SENDS).hasOnlyElementsOfType(SendTimeoutException.class)
                .allMatch(failure -> ((SendTimeoutException) failure).outcome() == outcome)
                .allMatch(failure -> failure.getStackTrace().length == 0, "it would show nothing but a worker");
        return worst;
    }

    private record Endings(Queue<Long> at, Queue<Throwable> failures, CountDownLatch left) {
    }

    private static Endings sendAll(ReactiveProducer producer, int count, long deadline) throws InterruptedException {
        Endings endings = new Endings(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(),
                new CountDownLatch(count));
        for (int i = 0; i < count; i++) {
            // without a key, so that the first one of a new topic holds up the others for no more than a second
            producer.send("late", i, Duration.ofNanos(deadline - System.nanoTime())).subscribe().with(metadata -> {
                throw new AssertionError("acknowledged");
            }, failure -> {
                endings.at.add(System.nanoTime());
                endings.failures.add(failure);
                endings.left.countDown();
            });
        }
        assertThat(endings.left.await(60, TimeUnit.SECONDS)).isTrue();
        return endings;
    }
}
