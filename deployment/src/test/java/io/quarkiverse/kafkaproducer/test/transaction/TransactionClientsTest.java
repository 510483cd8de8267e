package io.quarkiverse.kafkaproducer.test.transaction;

import static io.quarkiverse.kafkaproducer.test.transaction.CommittedRecords.awaitCommitted;
import static io.quarkiverse.kafkaproducer.test.transaction.CommittedRecords.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.test.QuarkusUnitTest;

/** Each transaction has a client of its own while it is open. */
class TransactionClientsTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(CommittedRecords.class)
            .overrideConfigKey("quarkus.kafka-producer.transactional-id-prefix", "transaction-clients-test");

    @Inject
    Producer producer;

    @Test
    void sixteenTransactionsRunSideBySide() throws Exception {
        int count = 16;
        CyclicBarrier allInside = new CyclicBarrier(count);
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int id = i;
                running.add(pool.submit(() -> producer.runInTransaction(Duration.ofSeconds(60), transaction -> {
                    transaction.send("tx-side-by-side", id);
                    try {
                        allInside.await(60, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException("not all were inside at the same time", e);
                    }
                })));
            }
            for (Future<?> one : running) {
                one.get(90, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        Awaitility.await().atMost(BOUND).untilAsserted(
                () -> assertThat(committed("tx-side-by-side")).hasSize(count).doesNotHaveDuplicates());
    }

    @Test
    void whenNoClientIsFreeItWaitsUntilTheDeadlineAndSaysSo() throws Exception {
        int most = 32;
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(most);
        ExecutorService pool = Executors.newFixedThreadPool(most);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                running.add(pool.submit(() -> producer.runInTransaction(Duration.ofSeconds(60), transaction -> {
                    inside.countDown();
                    await(release);
                })));
            }
            await(inside);

            TransactionException failure = catchThrowableOfType(TransactionException.class,
                    () -> producer.runInTransaction(Duration.ofMillis(200), transaction -> {
                    }));

            assertThat(failure).hasMessageContaining("No transactional client was free");
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure.retriable()).isTrue();
            release.countDown();
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
            producer.runInTransaction(transaction -> transaction.send("tx-after-waiting", 1));
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFencedClientIsToldAndReplaced() throws Exception {
        TransactionException failure = catchThrowableOfType(TransactionException.class,
                () -> producer.runInTransaction(transaction -> {
                    transaction.send("tx-fenced", "fenced");
                    takeOver(openTransactionalId());
                }));

        assertThat(failure).hasMessageContaining("fenced").hasMessageContaining("transaction-clients-test-")
                .hasMessageContaining("replaced");
        producer.runInTransaction(transaction -> transaction.send("tx-fenced", "committed"));
        awaitCommitted("tx-fenced", "\"committed\"");
    }

    private static String openTransactionalId() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SharedBroker.servers()))) {
            return admin.listTransactions().all().get().stream()
                    .filter(listing -> listing.transactionalId().startsWith("transaction-clients-test-")
                            && listing.state().toString().equals("Ongoing"))
                    .map(TransactionListing::transactionalId).findFirst().orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void takeOver(String transactionalId) {
        try (KafkaProducer<String, String> other = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                SharedBroker.servers(), ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId), new StringSerializer(),
                new StringSerializer())) {
            other.initTransactions();
        }
    }
}
