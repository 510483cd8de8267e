package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;

import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** Transactional ids that the brokers forget, as they do after {@code transactional.id.expiration.ms} without a use. */
class ForgottenIdTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void atMostOneTransactionFailsForThemAndIsKnownNotToBeCommitted() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().property("transactional.id.expiration.ms", "2500")
                .property("transaction.remove.expired.transaction.cleanup.interval.ms", "100").start();
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers(),
                        Map.of("transactional-id-prefix", "forgotten", "close-timeout", "200MS"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Producer producer = tested.blocking();
            sideBySide(producer, "before-a", "before-b");
            assertThat(admin.listTransactions().all().get()).hasSize(2);
            Awaitility.await().atMost(BOUND).until(() -> admin.listTransactions().all().get().isEmpty());

            List<ProducerException> failures = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String value = "after-" + i;
                try {
                    producer.runInTransaction(transaction -> transaction.send("forgotten", value));
                } catch (ProducerException e) {
                    failures.add(e);
                }
            }
            assertThat(failures).hasSizeLessThanOrEqualTo(1).allSatisfy(failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
                assertThat(failure.retriable()).isTrue();
            });
            sideBySide(producer, "last-a", "last-b");
            assertThat(Topics.readCommitted(kafka.bootstrapServers(), "forgotten")).hasSize(2 + 3 - failures.size() + 2);
        }
    }

    /** So that each needs a client of its own. */
    private static void sideBySide(Producer producer, String first, String second) throws InterruptedException {
        CyclicBarrier both = new CyclicBarrier(2);
        List<Throwable> thrown = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String value : List.of(first, second)) {
            Thread thread = new Thread(() -> producer.runInTransaction(transaction -> {
                try {
                    both.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                transaction.send("forgotten", value);
            }));
            thread.setUncaughtExceptionHandler((same, e) -> {
                synchronized (thrown) {
                    thrown.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(thrown).isEmpty();
    }
}
