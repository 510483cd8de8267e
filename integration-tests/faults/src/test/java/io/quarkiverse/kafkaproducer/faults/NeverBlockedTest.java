package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendTimeoutException;

/** A reactive send returns at once, with a dead broker behind it and the limits of the queue reached. */
class NeverBlockedTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SENDS = 1_000_000;
    private static final Duration LONGEST_CALL = Duration.ofMillis(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_PENDING = 50_000;

    @Test
    void aMillionSendsToADeadBroker() throws InterruptedException {
        assertNeverBlocked("127.0.0.1:1");
    }

    @Test
    void aMillionSendsWhereTheFirstHasToMakeAClientForAHostNameThatDoesNotResolve() throws InterruptedException {
        assertNeverBlocked("kafka.invalid:9092");
    }

    private void assertNeverBlocked(String servers) throws InterruptedException {
        warmUp();
        JvmPauses pauses = new JvmPauses();
        LongAdder ended = new LongAdder();
        Map<String, LongAdder> how = new ConcurrentHashMap<>();
        AtomicLong undocumented = new AtomicLong();
        LongAccumulator latest = new LongAccumulator(Long::max, 0);
        long mostHeap = 0;
        long mostWork = 0;
        long delayed = 0;
        List<JvmPauses.Span> slow = new ArrayList<>();
        Waits waits;
        try (ProducerUnderTest tested = new ProducerUnderTest(servers,
                Map.of("timeout", TIMEOUT.toSeconds() + "S", "max-pending-records", String.valueOf(MOST_PENDING),
                        "close-timeout", "100MS"))) {
            ReactiveProducer producer = tested.reactive();
            Waits before = Waits.ofThisThread();
            for (int i = 0; i < SENDS; i++) {
                var send = producer.send("orders", i, "key");
                if (i % 10 == 0) {
                    // reading it for each would be most of the test
                    delayed = RunQueue.delayNanos();
                }
                long worked = THREADS.getCurrentThreadCpuTime();
                long start = System.nanoTime();
                send.subscribe().with(metadata -> undocumented.incrementAndGet(), failure -> {
                    if (!(failure instanceof ProducerException)) {
                        undocumented.incrementAndGet();
                    }
                    if (failure instanceof SendTimeoutException) {
                        latest.accumulate(System.nanoTime() - start - TIMEOUT.toNanos());
                    }
                    how.computeIfAbsent(failure.getClass().getSimpleName(), same -> new LongAdder()).increment();
                    ended.increment();
                });
                long end = System.nanoTime();
                if (end - start > LONGEST_CALL.toNanos()) {
                    mostWork = Math.max(mostWork, THREADS.getCurrentThreadCpuTime() - worked);
                    // the time in which this thread could have run and the machine ran others
                    slow.add(new JvmPauses.Span(start + RunQueue.delayNanos() - delayed, end));
                }
                if (i % 100_000 == 0) {
                    mostHeap = Math.max(mostHeap, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
                }
            }
            waits = Waits.ofThisThread().since(before);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ended.sum() == SENDS);
        }
        pauses.close();
        List<Long> outsidePauses = slow.stream().map(pauses::outside).sorted().toList();
        System.out.printf(
                "worst call, %s: %.1f ms outside pauses of the JVM and the machine (%d calls above 5 ms with them); ended as %s; heap "
                        + "%d MiB; the caller: %s, at work for %.1f ms at most in those; the latest was told of %.0f ms after its deadline%n",
                servers, outsidePauses.isEmpty() ? 0.0 : outsidePauses.get(outsidePauses.size() - 1) / 1e6,
                slow.size(), how, mostHeap >> 20, waits, mostWork / 1e6, latest.get() / 1e6);
        assertThat(undocumented).hasValue(0);
        assertThat(waits.parked()).as("how often the caller has waited for something").isZero();
        // a few calls of a million may be held up by what is seen in no pause: a processor that the host has given to others
        assertThat(outsidePauses).filteredOn(nanos -> nanos > LONGEST_CALL.toNanos()).hasSizeLessThanOrEqualTo(5)
                .allSatisfy(nanos -> assertThat(nanos).isLessThan(Duration.ofMillis(100).toNanos()));
    }

    /** The first sends of a JVM load classes: Jackson's, Mutiny's and ours. */
    private static void warmUp() {
        LongAdder ended = new LongAdder();
        int sends = 20_000;
        try (ProducerUnderTest tested = new ProducerUnderTest("127.0.0.1:1",
                Map.of("timeout", "50MS", "close-timeout", "100MS"))) {
            for (int i = 0; i < sends; i++) {
                tested.reactive().send("orders", i, "key").subscribe().with(metadata -> ended.increment(),
                        failure -> ended.increment());
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ended.sum() == sends);
        }
    }

    /** Counts how often a thread has been parked, and how often it has stood before a monitor. */
    private record Waits(long parked, long blocked) {

        static Waits ofThisThread() {
            ThreadInfo now = THREADS.getThreadInfo(Thread.currentThread().getId());
            return new Waits(now.getWaitedCount(), now.getBlockedCount());
        }

        Waits since(Waits before) {
            return new Waits(parked - before.parked, blocked - before.blocked);
        }
    }

    /** Measures the time that the scheduler has kept this thread from a processor, for other work of the machine. */
    private static final class RunQueue {

        private static final Path OF_THIS_THREAD = Path.of("/proc/thread-self/schedstat");
        private static final boolean KNOWN = Files.isReadable(OF_THIS_THREAD);

        static long delayNanos() {
            if (!KNOWN) {
                return 0;
            }
            try {
                return Long.parseLong(Files.readString(OF_THIS_THREAD).split(" ")[1]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
