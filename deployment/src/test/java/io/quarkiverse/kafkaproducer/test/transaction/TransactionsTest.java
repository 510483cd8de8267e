package io.quarkiverse.kafkaproducer.test.transaction;

import static io.quarkiverse.kafkaproducer.test.transaction.CommittedRecords.awaitCommitted;
import static io.quarkiverse.kafkaproducer.test.transaction.CommittedRecords.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerTransaction;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class TransactionsTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    record Order(String id) {
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Order.class, CommittedRecords.class, Watcher.class)
            .overrideConfigKey("quarkus.kafka-producer.transactional-id-prefix", "transactions-test");

    @Singleton
    public static class Watcher {

        final Queue<Footprint> seen = new ConcurrentLinkedQueue<>();

        void left(@Observes Footprint footprint) {
            seen.add(footprint);
        }

        List<Footprint> about(String topic) {
            return seen.stream().filter(one -> one.message().contains(topic)).toList();
        }
    }

    @Inject
    Watcher watcher;

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Test
    void whatTheWorkSendsIsCommittedWhenItReturns() {
        producer.runInTransaction(transaction -> {
            transaction.send("tx-commit", 1, "key");
            TopicProducer<Order> orders = transaction.topic("tx-commit", Order.class);
            orders.send(new Order("ORD-1"), "key");
            transaction.sendAll(List.of(new ProducerRecord<>("tx-commit", "key", 3)));
            assertThat(committed("tx-commit")).as("before the commit").isEmpty();
        });

        awaitCommitted("tx-commit", "1", "{\"id\":\"ORD-1\"}", "3");
        assertThat(producer.<String> callInTransaction(transaction -> "result")).isEqualTo("result");
        assertThat(watcher.about("tx-commit")).as("none for each record").singleElement().satisfies(footprint -> {
            assertThat(footprint.logType()).isEqualTo(LogType.INFO);
            assertThat(footprint.subject()).isEqualTo("Transaction committed");
            assertThat(footprint.controller()).isEqualTo("io.quarkiverse.kafkaproducer.Producer.runInTransaction");
            assertThat(footprint.message()).isEqualTo("3 messages have been sent to tx-commit in one transaction");
            assertThat(footprint.payload()).containsOnlyKeys("producer", "topic", "count", "duration")
                    .containsEntry("topic", "tx-commit").containsEntry("count", 3);
        });
        assertThat(watcher.about("A transaction without messages was committed")).isNotEmpty()
                .extracting(Footprint::controller)
                .contains("io.quarkiverse.kafkaproducer.Producer.callInTransaction");
    }

    @Test
    void nothingIsVisibleWhenTheWorkThrowsAndTheNextTransactionWorks() {
        IllegalArgumentException thrown = new IllegalArgumentException("no stock");

        assertThatThrownBy(() -> producer.runInTransaction(transaction -> {
            transaction.send("tx-abort", "aborted");
            throw thrown;
        })).isSameAs(thrown);
        producer.runInTransaction(transaction -> transaction.send("tx-abort", "committed"));

        awaitCommitted("tx-abort", "\"committed\"");
        assertThat(TopicReader.read("tx-abort")).hasSize(2);
        assertThat(watcher.about("tx-abort")).extracting(Footprint::message).containsExactly(
                "1 message to tx-abort has been discarded: the transaction was aborted",
                "1 message has been sent to tx-abort in one transaction");
        assertThat(watcher.about("tx-abort").get(0).logType()).isEqualTo(LogType.WARNING);
        assertThat(watcher.about("tx-abort").get(0).subject()).isEqualTo("Transaction aborted");
        assertThat(watcher.about("tx-abort").get(0).payload()).extracting("error").asString()
                .contains("The work of the transaction failed: java.lang.IllegalArgumentException").doesNotContain("no stock");
    }

    @Test
    void nothingIsVisibleWhenMarkedForAbortAndTheResultIsReturned() {
        String result = producer.callInTransaction(transaction -> {
            transaction.send("tx-marked", "aborted");
            transaction.markForAbort();
            return "result";
        });

        assertThat(result).isEqualTo("result");
        assertThat(watcher.about("tx-marked")).singleElement().satisfies(footprint -> {
            assertThat(footprint.subject()).isEqualTo("Transaction aborted");
            assertThat(footprint.payload()).as("it was wanted").doesNotContainKey("error");
        });
        producer.runInTransaction(transaction -> transaction.send("tx-marked", "committed"));
        awaitCommitted("tx-marked", "\"committed\"");
    }

    @Test
    void aFailedSendAbortsTheTransactionAlsoWhereTheWorkCatchesIt() {
        producer.send("tx-caught", "before");

        TransactionException failure = catchThrowableOfType(TransactionException.class,
                () -> producer.runInTransaction(transaction -> {
                    transaction.send("tx-caught", "one");
                    assertThatThrownBy(() -> transaction.send(new ProducerRecord<>("tx-caught", 7, "key", "no such partition")))
                            .isInstanceOf(SendRejectedException.class);
                }));

        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining("no partition 7");
        awaitCommitted("tx-caught", "\"before\"");
        assertThat(watcher.about("tx-caught")).extracting(Footprint::message).containsExactly(
                "Message without a key has been sent to tx-caught", "Failed to send message to topic tx-caught",
                "1 message to tx-caught has been discarded: the transaction was aborted");
    }

    @Test
    void consumedOffsetsAreCommittedWithTheTransaction() throws Exception {
        producer.send("tx-input", "input");
        TopicPartition partition = new TopicPartition("tx-input", 0);
        ConsumerGroupMetadata group = new ConsumerGroupMetadata("tx-group");

        producer.runInTransaction(transaction -> {
            transaction.send("tx-output", "aborted");
            transaction.sendOffsets(Map.of(partition, new OffsetAndMetadata(7)), group);
            transaction.markForAbort();
        });
        assertThat(committedOffset("tx-group", partition)).isNull();

        producer.runInTransaction(transaction -> {
            transaction.send("tx-output", "output");
            transaction.sendOffsets(Map.of(partition, new OffsetAndMetadata(1)), group);
        });
        assertThat(committedOffset("tx-group", partition)).isEqualTo(1);
        awaitCommitted("tx-output", "\"output\"");
    }

    private static Long committedOffset(String group, TopicPartition partition) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SharedBroker.servers()))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
                    .get(partition);
            return offset == null ? null : offset.offset();
        }
    }

    @Test
    void transactionsDoNotNest() {
        assertThatThrownBy(() -> producer.runInTransaction(outer -> outer.runInTransaction(inner -> {
        }))).isInstanceOf(IllegalStateException.class).hasMessageContaining("do not nest");
        assertThatThrownBy(() -> producer.runInTransaction(outer -> producer.runInTransaction(inner -> {
        }))).isInstanceOf(IllegalStateException.class).hasMessageContaining("do not nest");
        reactive.withTransaction(outer -> reactive.withTransaction(inner -> Uni.createFrom().item(1))).subscribe()
                .withSubscriber(UniAssertSubscriber.create()).awaitFailure(BOUND)
                .assertFailedWith(IllegalStateException.class, "do not nest");
    }

    @Test
    void aTransactionCannotBeUsedAfterItsEnd() {
        AtomicReference<ProducerTransaction> leaked = new AtomicReference<>();
        producer.runInTransaction(leaked::set);

        assertThatThrownBy(() -> leaked.get().send("tx-leaked", 1)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void workThatTakesLongerThanTheTimeoutIsAborted() {
        CountDownLatch never = new CountDownLatch(1);

        TransactionException failure = catchThrowableOfType(TransactionException.class,
                () -> producer.runInTransaction(Duration.ofMillis(1500), transaction -> {
                    transaction.send("tx-late", "aborted");
                    try {
                        assertThat(never.await(1600, TimeUnit.MILLISECONDS)).isFalse();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));

        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining("1500 ms passed before it could be committed");
        producer.runInTransaction(transaction -> transaction.send("tx-late", "committed"));
        awaitCommitted("tx-late", "\"committed\"");
    }
}
