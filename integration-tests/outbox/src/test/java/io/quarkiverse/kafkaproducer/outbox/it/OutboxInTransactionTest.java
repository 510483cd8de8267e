package io.quarkiverse.kafkaproducer.outbox.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Transactions that end in other ways than by a plain commit. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class OutboxInTransactionTest {

    private static final int ROUNDS = Thorough.ON ? 10_000 : 200;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

    @Inject
    Outbox outbox;
    @Inject
    OutboxMonitor monitor;
    @Inject
    Orders orders;
    @Inject
    Prices prices;
    @Inject
    TransactionManager transactions;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @AfterEach
    void clear() throws Exception {
        orders.clear();
    }

    @Test
    void anInnerTransactionThatCommitsIsPublishedWhenTheOuterOneIsRolledBack() throws Exception {
        transactions.begin();
        outbox.send("nested", "outer before", "key");
        QuarkusTransaction.requiringNew().run(() -> outbox.send("nested", "inner", "key"));
        outbox.send("nested", "outer after", "key");
        transactions.rollback();

        assertThat(published("nested")).containsExactly("\"inner\"");
    }

    @Test
    void anInnerTransactionThatIsRolledBackTakesNothingWithIt() throws Exception {
        transactions.begin();
        outbox.send("inner-rolled-back", "outer before", "key");
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            outbox.send("inner-rolled-back", "inner", "key");
            throw new IllegalArgumentException("no");
        })).isInstanceOf(IllegalArgumentException.class);
        outbox.send("inner-rolled-back", "outer after", "key");
        transactions.commit();

        assertThat(published("inner-rolled-back")).containsExactly("\"outer before\"", "\"outer after\"");
    }

    @Test
    void whatIsMarkedForRollbackIsNeverPublished() throws Exception {
        transactions.begin();
        orders.place(1, "key");
        outbox.send("rollback-only", "no", "key");
        transactions.setRollbackOnly();
        assertThatThrownBy(transactions::commit).isInstanceOf(RollbackException.class);

        // what comes later has overtaken it, if it is to come at all
        QuarkusTransaction.requiringNew().run(() -> outbox.send("rollback-only", "yes", "key"));
        assertThat(published("rollback-only")).containsExactly("\"yes\"");
        assertThat(orders.ids()).isEmpty();
    }

    @Test
    void whatIsRolledBackForItsTimeIsNeverPublished() throws Exception {
        transactions.setTransactionTimeout(1);
        transactions.begin();
        try {
            orders.place(1, "key");
            outbox.send("timeout", "no", "key");
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollInSameThread()
                    .until(() -> transactions.getStatus() == Status.STATUS_ROLLEDBACK);
            assertThatThrownBy(transactions::commit).isNotNull();
        } finally {
            transactions.setTransactionTimeout(0);
        }

        QuarkusTransaction.requiringNew().run(() -> outbox.send("timeout", "yes", "key"));
        assertThat(published("timeout")).containsExactly("\"yes\"");
        assertThat(orders.ids()).isEmpty();
    }

    @Test
    void theLastMessageIsTheRowInTheTableWithTwoWritersAndNoVersion() throws Exception {
        prices.add(1);
        ExecutorService writers = Executors.newFixedThreadPool(2);
        for (int round = 0; round < ROUNDS; round++) {
            long price = 2L * round;
            Future<?> one = writers.submit(() -> prices.set("prices", 1, price));
            Future<?> other = writers.submit(() -> prices.set("prices", 1, price + 1));
            one.get();
            other.get();
            if (round % 100 == 0 || round == ROUNDS - 1) {
                List<String> messages = published("prices");
                assertThat(messages.get(messages.size() - 1)).isEqualTo(String.valueOf(prices.of(1)));
            }
        }
        writers.shutdown();
        assertThat(published("prices")).hasSize(2 * ROUNDS);
    }

    @Test
    void withoutATransactionItSaysWhatToDo() {
        assertThatThrownBy(() -> outbox.send("none", "value", "key")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    private List<String> published(String topic) {
        assertThat(monitor.awaitEmpty(DRAIN_LIMIT)).isTrue();
        return Topics.read(servers, topic).stream().map(ConsumerRecord::value)
                .map(value -> new String(value, StandardCharsets.UTF_8)).toList();
    }
}
