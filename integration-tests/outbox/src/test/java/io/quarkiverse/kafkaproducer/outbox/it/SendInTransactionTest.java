package io.quarkiverse.kafkaproducer.outbox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Sends inside a JTA transaction, which take no part in it: they must not disturb it either. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SendInTransactionTest {

    private static final int THREADS = 8;
    private static final int TRANSACTIONS = Thorough.ON ? 100_000 : 5_000;
    private static final String TOPIC = "in-transactions";
    private static final String OUTBOX_TOPIC = "by-outbox-in-transactions";

    @Inject
    Orders orders;
    @Inject
    Producer blocking;
    @Inject
    ReactiveProducer reactive;
    @Inject
    Outbox outbox;
    @Inject
    OutboxMonitor monitor;
    @Inject
    TransactionManager transactions;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private final AtomicLong ids = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @AfterEach
    void clear() throws SQLException {
        orders.clear();
    }

    @Test
    void transactionsEndAsTheirThreadSaysWhileResultsOfTheirSendsComeIn() throws Exception {
        // the acknowledgments of the others come while their transactions end, not long after
        blocking.send(TOPIC, 0, "key");

        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<List<CompletableFuture<?>>>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(pool.submit(this::runTransactions));
        }
        for (Future<List<CompletableFuture<?>>> one : running) {
            for (CompletableFuture<?> sent : one.get()) {
                sent.get(1, TimeUnit.MINUTES);
            }
        }
        pool.shutdown();

        assertThat(failures.size()).as("transactions that failed, the first with %s", failures.peek()).isZero();
        assertThat(orders.ids()).as("rows").allMatch(id -> !isRolledBack(id))
                .hasSize(TRANSACTIONS - TRANSACTIONS / 3);
        assertThat(monitor.awaitEmpty(Duration.ofMinutes(3))).isTrue();
        assertThat(Topics.read(servers, OUTBOX_TOPIC).stream()
                .map(one -> Long.valueOf(new String(one.value(), StandardCharsets.UTF_8))).collect(Collectors.toSet()))
                .as("published").isEqualTo(Set.copyOf(orders.ids()));
    }

    private List<CompletableFuture<?>> runTransactions() {
        List<CompletableFuture<?>> sends = new ArrayList<>();
        for (long id = ids.incrementAndGet(); id <= TRANSACTIONS; id = ids.incrementAndGet()) {
            try {
                sends.add(runTransaction(id));
            } catch (Exception e) {
                failures.add(e);
            }
        }
        return sends;
    }

    private CompletableFuture<?> runTransaction(long id) throws Exception {
        Thread caller = Thread.currentThread();
        transactions.begin();
        orders.insert(new Placed(id, "key", 1));
        CompletableFuture<?> sent = reactive.send(TOPIC, id, "key").invoke(() -> assertNoTransaction(caller))
                .subscribeAsCompletionStage().thenRun(() -> assertNoTransaction(caller));
        blocking.send(TOPIC, id, "key");
        outbox.send(OUTBOX_TOPIC, id, "key-" + id % 100);
        if (isRolledBack(id)) {
            transactions.rollback();
        } else {
            transactions.commit();
        }
        return sent;
    }

    private static boolean isRolledBack(long id) {
        return id % 3 == 0;
    }

    private void assertNoTransaction(Thread exceptOn) {
        if (Thread.currentThread() == exceptOn) {
            // the result was there before it was asked for
            return;
        }
        try {
            assertThat(transactions.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatComesAfterASendMayHaveATransactionOfItsOwn() throws Exception {
        long id = -1;
        QuarkusTransaction.requiringNew().call(() -> reactive.send(TOPIC, id, "key")
                .invoke(() -> QuarkusTransaction.requiringNew().run(() -> insert(id))).subscribeAsCompletionStage())
                .get(1, TimeUnit.MINUTES);

        assertThat(orders.ids()).contains(id);
    }

    private void insert(long id) {
        try {
            orders.insert(new Placed(id, "key", 1));
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
