package io.quarkiverse.kafkaproducer.test.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.core.type.TypeReference;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.mock.SentRecord;
import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkus.test.QuarkusUnitTest;

/** There is no broker here, and none is asked for. */
class MockTest {

    public record Order(String id, double amount) {
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Order.class))
            .overrideConfigKey("quarkus.kafka-producer.mock", "true")
            .overrideConfigKey("quarkus.kafka-producer.footprint.success-level", "debug")
            .overrideConfigKey("quarkus.kafka-producer.transactional-id-prefix", "mocked")
            .overrideConfigKey("quarkus.kafka-producer.payments.bootstrap-servers", "kafka.invalid:9092");

    private static final Order ORDER = new Order("ORD-001", 99.99);

    @Inject
    Producer producer;

    @Inject
    @ProducerName("payments")
    ReactiveProducer payments;

    @Inject
    KafkaInstances instances;

    @Inject
    SentRecords sent;

    @BeforeEach
    void forget() {
        sent.clear();
    }

    @Test
    void whatIsSentIsThereInOrderByProducerAndTopic() {
        RecordMetadata first = producer.send("orders", ORDER, "user-123");
        payments.send("payments", Map.of("amount", 5)).await().atMost(Duration.ofSeconds(30));
        RecordMetadata second = producer.send("orders", new Order("ORD-002", 1), new byte[] { 1 });
        producer.send("orders", null, "user-123");

        assertThat(sent.records()).extracting(SentRecord::topic).containsExactly("orders", "payments", "orders", "orders");
        assertThat(sent.to("orders").values(Order.class)).containsExactly(ORDER, new Order("ORD-002", 1), null);
        assertThat(sent.to("orders").keys()).containsExactly("user-123", new byte[] { 1 }, "user-123");
        assertThat(sent.by("payments").values(new TypeReference<Map<String, Integer>>() {
        })).containsExactly(Map.of("amount", 5));
        assertThat(sent.byDefault().to("payments").records()).isEmpty();
        assertThat(second.offset()).isEqualTo(first.offset() + 1);
    }

    @Test
    void aRecordIsWhatTheApplicationMadeIt() {
        ProducerRecord<String, Order> record = new ProducerRecord<>("partitioned", 7, 123L, "user-123", ORDER);
        record.headers().add("source", "web".getBytes(StandardCharsets.UTF_8));

        RecordMetadata metadata = producer.send(record);

        assertThat(metadata.partition()).isEqualTo(7);
        SentRecord only = sent.to("partitioned").records().get(0);
        assertThat(only.metadata().timestamp()).isEqualTo(123);
        assertThat(only.headers().lastHeader("source").value()).asString().isEqualTo("web");
        assertThat(new String(only.value(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"ORD-001\",\"amount\":99.99}");
    }

    @Test
    void theNextSendsFailAsTheyAreToldTo() {
        sent.failNext(new TopicAuthorizationException("not yours"));
        sent.failNext(2, new TimeoutException("no answer"));

        assertThatThrownBy(() -> producer.send("orders", ORDER)).isInstanceOfSatisfying(SendRejectedException.class,
                e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT)).hasCauseInstanceOf(TopicAuthorizationException.class);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> producer.send("orders", ORDER)).isInstanceOfSatisfying(SendTimeoutException.class,
                    e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));
        }
        producer.send("orders", ORDER);

        assertThat(sent.records()).hasSize(1);
    }

    @Test
    void whatATransactionSendsIsThereWhenItIsCommitted() {
        producer.runInTransaction(transaction -> {
            transaction.send("orders", ORDER);
            transaction.topic("orders", Order.class).send(ORDER);
            assertThat(sent.records()).isEmpty();
        });
        assertThat(sent.to("orders").values(Order.class)).containsExactly(ORDER, ORDER);

        assertThatThrownBy(() -> producer.runInTransaction(transaction -> {
            transaction.send("orders", ORDER);
            throw new IllegalArgumentException("no stock");
        })).hasMessage("no stock");
        sent.failNext(new RecordTooLargeException("too large"));
        assertThatThrownBy(() -> producer.runInTransaction(transaction -> {
            assertThatThrownBy(() -> transaction.send("orders", ORDER)).isInstanceOf(SendException.class);
            transaction.send("orders", ORDER);
        })).isInstanceOf(RuntimeException.class);
        assertThat(sent.records()).hasSize(2);
    }

    @Test
    void connectionsMadeByHandSendNothingEither() throws Exception {
        KafkaConfig config = KafkaConfig.builder().bootstrapServers("kafka.invalid:9092").clientId("by-hand").build();
        try (CloseableProducer own = instances.create(config).newProducer()) {
            own.send("orders", ORDER);
        }
        try (var raw = instances.create(config).getProducer()) {
            raw.send(new ProducerRecord<>("orders", ORDER)).get(30, TimeUnit.SECONDS);
        }

        assertThat(sent.by("by-hand").to("orders").values(Order.class)).containsExactly(ORDER, ORDER);
    }

    @Test
    void whatIsWrongIsWrongHereToo() {
        assertThatThrownBy(() -> producer.send("not a topic", ORDER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> producer.send("orders", ORDER, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);

        assertThat(sent.records()).isEmpty();
        producer.send("orders", "text");
        assertThatThrownBy(() -> sent.to("orders").values(Order.class)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'orders'").hasMessageContaining(Order.class.getName());
    }

    @Test
    void manyThreadsMaySend() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    producer.send("many", n);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join(60_000);
        }

        assertThat(sent.to("many").records()).hasSize(4000).extracting(record -> record.metadata().offset())
                .doesNotHaveDuplicates();
    }
}
