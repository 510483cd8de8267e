package io.quarkiverse.kafkaproducer.runtime.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** However the work of a reactive transaction ends, its client is free again. */
class ReactiveTransactionTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ProducerRuntime open = new ProducerRuntime(settings(), properties -> client(),
            (topic, headers, value) -> new byte[1], SendObserver.NONE, worker);
    private final ReactiveProducer producer = new MutinyProducer(open.path(), open::transactions, open.completions());

    private boolean acknowledging = true;

    private final class Client extends MockProducer<Object, byte[]> {

        final AtomicInteger aborted = new AtomicInteger();

        Client() {
            super(acknowledging, null, (topic, key) -> null, new ByteArraySerializer());
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return List.of(new PartitionInfo(topic, 0, null, null, null));
        }

        @Override
        public void abortTransaction() {
            super.abortTransaction();
            aborted.incrementAndGet();
        }
    }

    private ClientFactory client() {
        return callbacks -> {
            Client client = new Client();
            clients.add(client);
            return client;
        };
    }

    private static ProducerSettings settings() {
        ProducersConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class)
                .withDefaultValue("quarkus.kafka-producer.close-timeout", "0S")
                .withDefaultValue("quarkus.kafka-producer.transactional-id-prefix", "test").addDiscoveredConverters().build()
                .getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, Map.of("bootstrap.servers", "localhost:9092"));
    }

    @AfterEach
    void close() {
        open.close();
        worker.shutdown();
    }

    private long committed() {
        return clients.stream().mapToLong(Client::commitCount).sum();
    }

    private int aborted() {
        return clients.stream().mapToInt(client -> client.aborted.get()).sum();
    }

    @Test
    void oneClientServesOneTransactionAfterTheOther() {
        for (int i = 0; i < 100; i++) {
            producer.withTransaction(transaction -> transaction.send("orders", 1)).await().atMost(BOUND);
        }

        assertThat(committed()).isEqualTo(100);
        assertThat(clients).hasSizeLessThan(4);
    }

    @Test
    void workThatThrowsAtOnceAbortsIt() {
        AssertionError error = new AssertionError("expected");
        for (int i = 0; i < 40; i++) {
            assertThatThrownBy(() -> producer.withTransaction(transaction -> {
                throw error;
            }).await().atMost(BOUND)).cause().isSameAs(error);
        }

        assertThat(aborted()).isEqualTo(40);
        assertThat(committed()).isZero();
    }

    @Test
    void workThatDoesNotEndIsCancelledAtTheDeadline() {
        AtomicBoolean cancelled = new AtomicBoolean();
        long begun = System.nanoTime();

        assertThatThrownBy(() -> producer.withTransaction(SHORT,
                transaction -> Uni.createFrom().nothing().onCancellation().invoke(() -> cancelled.set(true)))
                .await().atMost(BOUND)).isInstanceOfSatisfying(TransactionException.class, e -> {
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(e.retriable()).isTrue();
                });

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, SHORT.plusSeconds(5));
        assertThat(cancelled).isTrue();
        await().atMost(BOUND).until(() -> aborted() == 1);
    }

    @Test
    void workWhoseDeadlinePassesBeforeItReturnsItsUniIsNotSubscribedTo() throws InterruptedException {
        AtomicBoolean subscribed = new AtomicBoolean();

        assertThatThrownBy(() -> producer.withTransaction(SHORT, transaction -> {
            sleep(SHORT.multipliedBy(3));
            return Uni.createFrom().nothing().onSubscription().invoke(() -> subscribed.set(true));
        }).await().atMost(BOUND)).isInstanceOf(TransactionException.class);

        Thread.sleep(SHORT.multipliedBy(4).toMillis());
        assertThat(subscribed).isFalse();
        assertThat(aborted()).isEqualTo(1);
    }

    @Test
    void cancellingASubscriptionAbortsItAtAnyMoment() {
        for (int i = 0; i < 100; i++) {
            Cancellable subscription = producer.withTransaction(transaction -> transaction.send("orders", 1)
                    .chain(() -> Uni.createFrom().nothing())).subscribe().with(item -> {
                    });
            if (i % 3 > 0) {
                sleep(Duration.ofMillis(i % 3));
            }
            subscription.cancel();
        }

        // as many as there are clients would not begin if one of them was lost
        List<Uni<RecordMetadata>> all = new ArrayList<>();
        for (int i = 0; i < TransactionPool.MOST; i++) {
            all.add(producer.withTransaction(transaction -> transaction.send("orders", 1).onItem().delayIt().by(SHORT)));
        }
        Uni.join().all(all).andFailFast().await().atMost(BOUND);
        assertThat(committed()).isEqualTo(TransactionPool.MOST);
    }

    @Test
    void offsetsThatWereSubscribedToAreCommittedAlsoWhereTheWorkDoesNotWaitForThem() {
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(new TopicPartition("input", 0), new OffsetAndMetadata(7));

        for (int i = 0; i < 50; i++) {
            producer.withTransaction(transaction -> {
                transaction.sendOffsets(offsets, new ConsumerGroupMetadata("group")).subscribe().with(nothing -> {
                });
                return Uni.createFrom().item(1);
            }).await().atMost(BOUND);
        }

        assertThat(clients.stream().mapToInt(client -> client.consumerGroupOffsetsHistory().size()).sum()).isEqualTo(50);
    }

    @Test
    void offsetsForWhichThereIsNoThreadAbortItAtOnce() {
        AtomicBoolean refuse = new AtomicBoolean();
        Executor worker = task -> {
            if (refuse.getAndSet(false)) {
                throw new RejectedExecutionException("expected");
            }
            open.completions().execute(task);
        };
        ReactiveProducer refused = new MutinyProducer(open.path(), open::transactions, worker);

        assertThatThrownBy(() -> refused.withTransaction(transaction -> {
            refuse.set(true);
            return transaction.sendOffsets(Map.of(), new ConsumerGroupMetadata("group")).onFailure().recoverWithNull();
        }).await().atMost(BOUND)).isInstanceOfSatisfying(TransactionException.class, e -> {
            assertThat(e).hasMessageContaining("the consumed offsets could not be added: no thread");
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
        });
        assertThat(aborted()).isEqualTo(1);
    }

    @Test
    void aSendThatIsNotAnsweredIsNotSentAsNothingOfItsTransactionIsCommitted() {
        acknowledging = false;
        List<Throwable> failures = new CopyOnWriteArrayList<>();

        assertThatThrownBy(() -> producer.withTransaction(transaction -> transaction.send("orders", 1, SHORT)
                .onFailure().invoke(failures::add)).await().atMost(BOUND)).isInstanceOf(SendTimeoutException.class);

        assertThat(failures).singleElement().isInstanceOfSatisfying(SendTimeoutException.class, failure -> {
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure.eventually()).isCompletedExceptionally();
        });
        await().atMost(BOUND).until(() -> aborted() == 1);
        assertThat(committed()).isZero();
    }

    @Test
    void aClientThatWasFencedIsReplacedOnce() {
        producer.withTransaction(transaction -> transaction.send("orders", 1)).await().atMost(BOUND);
        clients.get(0).commitTransactionException = new ProducerFencedException("expected");

        assertThatThrownBy(() -> producer.withTransaction(transaction -> transaction.send("orders", 1)).await().atMost(BOUND))
                .isInstanceOfSatisfying(TransactionException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));

        for (int i = 0; i < 10; i++) {
            producer.withTransaction(transaction -> transaction.send("orders", 1)).await().atMost(BOUND);
        }
        assertThat(committed()).isEqualTo(11);
        assertThat(clients).hasSize(2);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
