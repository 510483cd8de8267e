package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** Whoever still waits when the producer is closed is told so. */
class ShutdownTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    /** The number of transactions that can run side by side. */
    private static final int MOST_TRANSACTIONS = 32;

    private static final KafkaCluster KAFKA = SharedKafka.notCreatingTopics();

    @Test
    void whatTheShutdownCutsOffIsToldAndWhatComesAfterItIsRefused() throws Exception {
        Map<Integer, Throwable> failures = new ConcurrentHashMap<>();
        ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(),
                Map.of("close-timeout", "200MS", "timeout", "60S"));
        for (int i = 0; i < 10; i++) {
            int id = i;
            tested.reactive().send("never-made", i).subscribe().with(metadata -> {
                throw new AssertionError("acknowledged");
            }, failure -> failures.put(id, failure));
        }
        Producer producer = tested.blocking();
        tested.close();

        Awaitility.await().atMost(BOUND).until(() -> failures.size() == 10);
        assertThat(failures.values()).allSatisfy(failure -> {
            assertThat(failure.getClass().getSimpleName()).isEqualTo("ProducerClosedException");
            assertThat(((ProducerException) failure).outcome()).isEqualTo(Outcome.NOT_SENT);
        });
        assertThatThrownBy(() -> producer.send("never-made", 1)).isInstanceOfSatisfying(ProducerException.class,
                e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT)).hasMessageContaining("is closed");
    }

    @Test
    void aTransactionThatWaitsForAClientIsToldAtOnce() throws Exception {
        ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(),
                Map.of("transactional-id-prefix", "shutdown", "close-timeout", "200MS"));
        Producer producer = tested.blocking();
        CountDownLatch inside = new CountDownLatch(MOST_TRANSACTIONS);
        CountDownLatch release = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> cutOff = Collections.synchronizedList(new ArrayList<>());
        try {
            for (int i = 0; i < MOST_TRANSACTIONS; i++) {
                threads.add(start(cutOff, () -> producer.runInTransaction(BOUND, transaction -> {
                    inside.countDown();
                    await(release);
                })));
            }
            assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Throwable> told = new CompletableFuture<>();
            Thread waiting = start(cutOff, () -> {
                try {
                    producer.runInTransaction(BOUND, transaction -> {
                    });
                    told.complete(null);
                } catch (RuntimeException e) {
                    told.complete(e);
                }
            });
            threads.add(waiting);
            Awaitility.await().atMost(BOUND).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

            tested.closeProducer();

            assertThat(told.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(TransactionException.class,
                    e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT)).hasMessageContaining("closed");
        } finally {
            release.countDown();
            for (Thread thread : threads) {
                thread.join(60_000);
            }
            tested.close();
        }
        assertThat(cutOff).as("what those that had begun were told").hasOnlyElementsOfType(TransactionException.class);
    }

    @Test
    void aTransactionWhoseClientCannotReachItsBrokerHoldsUpNoShutdown() throws Exception {
        ProducerUnderTest tested = new ProducerUnderTest("localhost:1",
                Map.of("transactional-id-prefix", "unreachable", "timeout", "60S", "close-timeout", "60S"));
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Thread waiting = new Thread(() -> told.complete(catchThrowable(() -> tested.blocking().runInTransaction(transaction -> {
        }))));
        waiting.start();
        Awaitility.await().atMost(BOUND).until(() -> networkThreads("unreachable") == 1);
        long start = System.nanoTime();

        tested.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND.dividedBy(2));
        assertThat(told.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(TransactionException.class,
                e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT)).hasMessageContaining("is closed");
        // the worker that registers the id does not go on until the timeout
        Awaitility.await().atMost(BOUND.dividedBy(2)).until(() -> networkThreads("unreachable") == 0);
    }

    private static long networkThreads(String clientId) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.contains("network-thread") && name.contains(clientId)).count();
    }

    private static Thread start(List<Throwable> thrown, Runnable work) {
        Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((same, e) -> thrown.add(e));
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
