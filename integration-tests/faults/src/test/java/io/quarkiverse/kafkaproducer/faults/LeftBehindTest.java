package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.smallrye.mutiny.Multi;

/** A producer that is closed leaves nothing: no waiting caller, no client, no thread. */
class LeftBehindTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Returns the names of the threads of Kafka clients and of producers that are not in the set. */
    private static List<String> threadsBesides(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread)).map(Thread::getName)
                .filter(name -> name.startsWith("kafka-")).sorted().toList();
    }

    @Test
    void whoWaitsIsToldAlsoWhereTheWorkersOfTheApplicationHaveEnded() {
        List<Throwable> told = new ArrayList<>();
        List<SendResult> results = new ArrayList<>();
        CountDownLatch left = new CountDownLatch(102);
        ProducerUnderTest tested = new ProducerUnderTest(callbacks -> MockedClient.silent(),
                Map.of("timeout", "60S", "close-timeout", "50MS"));
        for (int i = 0; i < 100; i++) {
            tested.reactive().send("left", i).subscribe().with(metadata -> {
            }, failure -> {
                synchronized (told) {
                    told.add(failure);
                }
                left.countDown();
            });
        }
        tested.reactive().sendAll(Stream.of(1, 2, 3).map(i -> new ProducerRecord<String, Integer>("left", i)).toList())
                .subscribe().with(metadata -> {
                }, failure -> {
                    synchronized (told) {
                        told.add(failure);
                    }
                    left.countDown();
                });
        tested.reactive().sendAll(Multi.createFrom().range(0, 10).map(i -> new ProducerRecord<String, Integer>("left", i)))
                .collect().asList().subscribe().with(all -> {
                    results.addAll(all);
                    left.countDown();
                });

        tested.stopWorkers();
        tested.close();

        Awaitility.await().atMost(BOUND).until(() -> left.getCount() == 0);
        assertThat(told).hasSize(101).hasOnlyElementsOfType(ProducerException.class);
        assertThat(results).hasSize(10).noneMatch(SendResult::acknowledged);
    }

    @Test
    void aProducerThatAnInterruptedThreadClosesLeavesNothingAndKeepsTheInterruption() {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        ProducerUnderTest tested = new ProducerUnderTest("127.0.0.1:1", Map.of("timeout", "60S", "close-timeout", "60S"));
        tested.reactive().send("left", 1).subscribe().with(metadata -> told.complete(null), told::complete);
        awaitClient(tested);

        Thread.currentThread().interrupt();
        tested.closeProducer();
        boolean interrupted = Thread.interrupted();

        assertThat(interrupted).isTrue();
        assertThat(told).succeedsWithin(BOUND).isInstanceOf(ProducerClosedException.class);
        tested.close();
        Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThat(threadsBesides(before)).isEmpty());
    }

    /** Cannot be closed. */
    public static class Unclosable implements Partitioner {

        @Override
        public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] bytes, Cluster cluster) {
            return 0;
        }

        @Override
        public void close() {
            throw new NoClassDefFoundError("com/acme/Missing");
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    @Test
    void aProducerWhosePartitionerCannotBeClosedLeavesNothing() {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        ProducerUnderTest tested = new ProducerUnderTest("127.0.0.1:1", Map.of("timeout", "60S", "close-timeout", "50MS",
                "properties.\"partitioner.class\"", Unclosable.class.getName()));
        tested.reactive().send("left", 1).subscribe().with(metadata -> told.complete(null), told::complete);
        awaitClient(tested);

        tested.close();

        assertThat(told).succeedsWithin(BOUND).isInstanceOf(ProducerClosedException.class);
        Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThat(threadsBesides(before)).isEmpty());
    }

    private static void awaitClient(ProducerUnderTest tested) {
        Awaitility.await().atMost(BOUND).untilAsserted(
                () -> assertThatThrownBy(() -> tested.blocking().send("left", 0, Duration.ofMillis(100)))
                        .hasMessageContaining("metadata of topic"));
    }

    @Test
    void theClientsOfRunningTransactionsEndWithTheirProducerAndCostOneThreadEach() throws Exception {
        int count = 3;
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        CountDownLatch inside = new CountDownLatch(count);
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<Throwable>> ends = new ArrayList<>();
        try (KafkaCluster kafka = KafkaCluster.builder().start()) {
            Set<Thread> withBroker = new HashSet<>(Thread.getAllStackTraces().keySet());
            try (ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers(),
                    Map.of("transactional-id-prefix", "left", "close-timeout", "100MS"))) {
                for (int i = 0; i < count; i++) {
                    CompletableFuture<Throwable> end = new CompletableFuture<>();
                    ends.add(end);
                    new Thread(() -> end.complete(catchThrowable(() -> tested.blocking().runInTransaction(transaction -> {
                        transaction.send("left", "x");
                        inside.countDown();
                        await(release);
                    })))).start();
                }
                assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(threadsBesides(withBroker)).filteredOn(name -> name.contains("network")).hasSize(count);
                assertThat(threadsBesides(withBroker)).filteredOn(name -> !name.contains("network"))
                        .as("the queue's, for all of them").hasSize(1);

                tested.closeProducer();

                Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThat(threadsBesides(withBroker)).isEmpty());
                release.countDown();
                for (CompletableFuture<Throwable> end : ends) {
                    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(TransactionException.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT));
                }
                assertThat(Topics.readCommitted(kafka.bootstrapServers(), "left")).isEmpty();
            }
        } finally {
            release.countDown();
        }
        Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThat(threadsBesides(before)).isEmpty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
