package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** Tests that the outcome of a transaction agrees with the records that consumers see. */
class TransactionOutcomeTest {

    private static final KafkaCluster KAFKA = SharedKafka.creatingTopics();

    private static ProducerUnderTest tested(String prefix) {
        return new ProducerUnderTest(KAFKA.bootstrapServers(),
                Map.of("transactional-id-prefix", prefix, "close-timeout", "2S"));
    }

    private static List<String> committed(String topic) {
        return Topics.readCommitted(KAFKA.bootstrapServers(), topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
    }

    @Test
    void noTransactionThatIsInterruptedAndSaidNotSentIsCommittedAndNoReaderIsHeldUp() throws Exception {
        Topics.create(KAFKA.bootstrapServers(), "interrupted", 1, 1);
        List<String> notSent = new ArrayList<>();
        try (ProducerUnderTest tested = tested("interrupted")) {
            Producer producer = tested.blocking();
            producer.runInTransaction(transaction -> transaction.send("interrupted", "first"));
            for (int i = 0; i < 20; i++) {
                String value = "v" + i;
                // some before the commit, some while it is awaited
                Thread thread = Thread.currentThread();
                int when = i;
                CompletableFuture<Void> later = new CompletableFuture<>();
                try {
                    producer.runInTransaction(transaction -> {
                        transaction.send("interrupted", value);
                        if (when % 2 == 0) {
                            thread.interrupt();
                        } else {
                            CompletableFuture.delayedExecutor(when * 100L, TimeUnit.MICROSECONDS).execute(() -> {
                                thread.interrupt();
                                later.complete(null);
                            });
                        }
                    });
                } catch (TransactionException e) {
                    assertThat(e.retriable()).isEqualTo(e.outcome() == Outcome.NOT_SENT);
                    if (e.outcome() == Outcome.NOT_SENT) {
                        notSent.add('"' + value + '"');
                    }
                }
                if (when % 2 != 0) {
                    Awaitility.await().until(() -> {
                        Thread.interrupted();
                        return later.isDone();
                    });
                }
                Thread.interrupted();
            }
            producer.runInTransaction(transaction -> transaction.send("interrupted", "last"));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> committed("interrupted").contains("\"last\""));
        }
        assertThat(notSent).isNotEmpty();
        assertThat(committed("interrupted")).doesNotContainAnyElementsOf(notSent);
    }

    /** Is written when it may be. */
    public static class Slow {

        private final CountDownLatch go;

        Slow(CountDownLatch go) {
            this.go = go;
        }

        public String getText() throws InterruptedException {
            go.await();
            return "of the first";
        }
    }

    @Test
    void aSendOfAnAbortedTransactionIsNotCommittedWithTheNextOne() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        try (ProducerUnderTest tested = tested("zombie")) {
            Producer producer = tested.blocking();
            assertThatThrownBy(() -> producer.runInTransaction(transaction -> {
                transaction.send("zombie", "first");
                new Thread(() -> {
                    begun.countDown();
                    try {
                        transaction.send("zombie", new Slow(slow));
                        told.complete(null);
                    } catch (RuntimeException e) {
                        told.complete(e);
                    }
                }).start();
                await(begun);
                throw new UnsupportedOperationException("aborted");
            })).isInstanceOf(UnsupportedOperationException.class);

            producer.runInTransaction(transaction -> {
                transaction.send("zombie", "second");
                slow.countDown();
                assertThat(told.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOfAny(SendException.class,
                        IllegalStateException.class);
            });
        }
        assertThat(committed("zombie")).containsExactly("\"second\"");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCommitWaitsForSendsThatHaveBegun() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (ProducerUnderTest tested = tested("begun")) {
            tested.blocking().runInTransaction(transaction -> {
                new Thread(() -> transaction.send("begun", new Slow(slow))).start();
                transaction.send("begun", "first");
                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(slow::countDown);
                Awaitility.await().until(() -> Thread.getAllStackTraces().values().stream()
                        .anyMatch(frames -> List.of(frames).toString().contains("Slow.getText")));
            });
        }
        assertThat(committed("begun")).hasSize(2);
    }

    @Test
    void offsetsThatCouldNotBeAddedAbortTheTransactionAlsoWhereTheWorkCatchesIt() {
        try (ProducerUnderTest tested = tested("offsets")) {
            TransactionException failure = catchThrowableOfType(TransactionException.class,
                    () -> tested.blocking().callInTransaction(transaction -> {
                        transaction.send("offsets", "x");
                        assertThatThrownBy(() -> transaction.sendOffsets(
                                Map.of(new TopicPartition("offsets", 0), new OffsetAndMetadata(1)),
                                new ConsumerGroupMetadata("group", 5, "nobody", Optional.empty())))
                                .isInstanceOf(TransactionException.class);
                        return "done";
                    }));

            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure).hasMessageContaining("offsets could not be added");
            tested.blocking().runInTransaction(transaction -> transaction.send("offsets", "next"));
        }
        assertThat(committed("offsets")).containsExactly("\"next\"");
    }

    @Test
    void afterAValueThatIsTooLargeTheNextSendOfItsTransactionIsNotSent() {
        try (ProducerUnderTest tested = tested("large")) {
            TransactionException failure = catchThrowableOfType(TransactionException.class,
                    () -> tested.blocking().runInTransaction(transaction -> {
                        transaction.send("large", "first");
                        assertThat(catchThrowableOfType(SendRejectedException.class,
                                () -> transaction.send("large", "x".repeat(2_000_000))).outcome())
                                .isEqualTo(Outcome.NOT_SENT);
                        assertThat(catchThrowableOfType(SendException.class, () -> transaction.send("large", "next"))
                                .outcome()).isEqualTo(Outcome.NOT_SENT);
                    }));

            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            tested.blocking().runInTransaction(transaction -> transaction.send("large", "another"));
        }
        assertThat(committed("large")).containsExactly("\"another\"");
    }

    @Test
    void reactiveTransactionsWhoseWorkNeverEndsEndAtTheirTimeoutsAndFreeTheirClients() throws Exception {
        int count = 34;
        CountDownLatch ended = new CountDownLatch(count);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (ProducerUnderTest tested = tested("endless")) {
            for (int i = 0; i < count; i++) {
                tested.reactive().<Object> withTransaction(Duration.ofSeconds(3), transaction -> Uni.createFrom().nothing())
                        .subscribe().with(item -> ended.countDown(), failure -> {
                            failures.add(failure);
                            ended.countDown();
                        });
            }

            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(failures).hasSize(count).allSatisfy(failure -> assertThat(failure).isInstanceOfSatisfying(
                    TransactionException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT)));
            tested.blocking().runInTransaction(transaction -> transaction.send("endless", "next"));
        }
        assertThat(committed("endless")).containsExactly("\"next\"");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains("network-thread") && thread.getName().contains("endless")));
    }

    /** Cannot be written. */
    public static class Broken {
        public String getName() {
            throw new NoClassDefFoundError("com/acme/Name");
        }
    }

    @Test
    void aTransactionWithAValueThatCannotBeWrittenIsNotCommittedAlsoWhereTheWorkCatchesIt() {
        try (ProducerUnderTest tested = tested("unwritable")) {
            TransactionException failure = catchThrowableOfType(TransactionException.class,
                    () -> tested.blocking().runInTransaction(transaction -> {
                        transaction.send("unwritable", "first");
                        assertThatThrownBy(() -> transaction.send("unwritable", new Broken()))
                                .isInstanceOf(ValueSerializationException.class);
                    }));

            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            tested.blocking().runInTransaction(transaction -> transaction.send("unwritable", "next"));
        }
        assertThat(committed("unwritable")).containsExactly("\"next\"");
    }

    @Test
    void transactionsThatNobodyEndsHoldUpNoReader() throws Exception {
        CountDownLatch sent = new CountDownLatch(2);
        try (ProducerUnderTest tested = tested("abandoned")) {
            // the work is too slow, its thread is interrupted, its subscriber goes away, it never ends
            TransactionException late = catchThrowableOfType(TransactionException.class,
                    () -> tested.blocking().runInTransaction(Duration.ofMillis(1500), transaction -> {
                        transaction.send("abandoned", "late");
                        Awaitility.await().until(() -> catchThrowable(() -> transaction.send("abandoned", "x")) != null);
                    }));
            assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThatThrownBy(() -> tested.blocking().runInTransaction(transaction -> {
                transaction.send("abandoned", "interrupted");
                Thread.currentThread().interrupt();
            })).isInstanceOf(TransactionException.class);
            Thread.interrupted();
            Cancellable cancelled = tested.reactive().withTransaction(transaction -> transaction.send("abandoned", "cancelled")
                    .invoke(sent::countDown).chain(metadata -> Uni.createFrom().nothing())).subscribe().with(item -> {
                    });
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            tested.reactive().withTransaction(Duration.ofSeconds(2), transaction -> transaction.send("abandoned", "endless")
                    .invoke(sent::countDown).chain(metadata -> Uni.createFrom().nothing())).subscribe().with(item -> {
                    }, ended::complete);
            assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
            cancelled.cancel();
            assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(TransactionException.class);

            tested.blocking().send("abandoned", "after");

            // the broker would end them after transaction.timeout.ms, which is 15 s
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> committed("abandoned").contains("\"after\""));
        }
        assertThat(committed("abandoned")).containsExactly("\"after\"");
    }
}
