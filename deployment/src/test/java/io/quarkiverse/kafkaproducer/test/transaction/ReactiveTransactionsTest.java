package io.quarkiverse.kafkaproducer.test.transaction;

import static io.quarkiverse.kafkaproducer.test.transaction.CommittedRecords.awaitCommitted;
import static io.quarkiverse.kafkaproducer.test.transaction.CommittedRecords.committed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class ReactiveTransactionsTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    record Order(String id) {
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Order.class, CommittedRecords.class)
            .overrideConfigKey("quarkus.kafka-producer.transactional-id-prefix", "reactive-transactions-test");

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Test
    void aReactiveTransactionCommitsWithItsUni() {
        String result = reactive.withTransaction(transaction -> transaction.send("tx-reactive", 1, "key")
                .chain(() -> transaction.topic("tx-reactive", Order.class).send(new Order("ORD-2"), "key"))
                .replaceWith("result")).await().atMost(BOUND);

        assertThat(result).isEqualTo("result");
        awaitCommitted("tx-reactive", "1", "{\"id\":\"ORD-2\"}");
    }

    @Test
    void aReactiveTransactionAbortsWithItsUni() {
        IllegalArgumentException thrown = new IllegalArgumentException("no stock");
        reactive.withTransaction(transaction -> transaction.send("tx-reactive-abort", "aborted")
                .chain(() -> Uni.createFrom().<String> failure(thrown))).subscribe()
                .withSubscriber(UniAssertSubscriber.create()).awaitFailure(BOUND)
                .assertFailedWith(thrown.getClass(), "no stock");
        reactive.withTransaction(transaction -> transaction.send("tx-reactive-abort", "committed")).await().atMost(BOUND);

        awaitCommitted("tx-reactive-abort", "\"committed\"");
    }

    @Test
    void cancellingAReactiveTransactionAbortsIt() {
        UniAssertSubscriber<Object> subscriber = reactive
                .withTransaction(transaction -> transaction.send("tx-cancelled", "aborted").chain(() -> Uni.createFrom()
                        .nothing()))
                .subscribe().withSubscriber(UniAssertSubscriber.create());
        Awaitility.await().atMost(BOUND).ignoreExceptions().until(() -> TopicReader.read("tx-cancelled").size() == 1);
        subscriber.cancel();
        producer.runInTransaction(transaction -> transaction.send("tx-cancelled", "committed"));

        awaitCommitted("tx-cancelled", "\"committed\"");
    }

    @Test
    void reactiveTransactionsRunSideBySide() {
        List<Uni<Integer>> transactions = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int id = i;
            transactions.add(reactive.withTransaction(transaction -> transaction.send("tx-reactive-many", id)
                    .replaceWith(id)));
        }

        assertThat(Uni.join().all(transactions).andFailFast().await().atMost(BOUND)).hasSize(16);
        Awaitility.await().atMost(BOUND).untilAsserted(
                () -> assertThat(committed("tx-reactive-many")).hasSize(16).doesNotHaveDuplicates());
    }
}
