package io.quarkiverse.kafkaproducer.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;

@QuarkusTest
@QuarkusTestResource(Brokers.class)
class MetricsTest {

    private static final String COUNT = "kafka_producer_send_seconds_count";

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Inject
    KafkaInstances instances;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private static Map<String, String> labels(String topic, String outcome) {
        return Map.of("producer", "<default>", "topic", topic, "outcome", outcome);
    }

    @Test
    void aHundredGoodAndTenFailedSendsAreCountedExactly() {
        for (int number = 0; number < 100; number++) {
            producer.send("metered", Map.of("number", number));
        }
        for (int number = 0; number < 10; number++) {
            assertThatThrownBy(() -> producer.send("metered", new Unwritable()))
                    .isInstanceOf(ValueSerializationException.class);
        }

        Scrape scrape = Scrape.now();
        assertThat(scrape.lines(COUNT, Map.of("topic", "metered"))).hasSize(2);
        assertThat(scrape.value(COUNT, labels("metered", "acked"))).isEqualTo(100);
        assertThat(scrape.value(COUNT, labels("metered", "ValueSerializationException"))).isEqualTo(10);
        assertThat(scrape.value("kafka_producer_send_seconds_sum", labels("metered", "acked"))).isPositive();
    }

    @Test
    void sendsOfBatchesStreamsAndTransactionsAreCounted() {
        List<ProducerRecord<Object, Object>> records = IntStream.range(0, 5)
                .mapToObj(number -> new ProducerRecord<Object, Object>("metered-many", number)).toList();

        producer.sendAll(records);
        reactive.sendAll(records).await().atMost(Duration.ofSeconds(30));
        reactive.sendAll(Multi.createFrom().iterable(records)).collect().asList().await().atMost(Duration.ofSeconds(30));
        producer.runInTransaction(Duration.ofSeconds(30), transaction -> records.forEach(transaction::send));

        Scrape scrape = Scrape.now();
        assertThat(scrape.value(COUNT, labels("metered-many", "acked"))).isEqualTo(20);
        assertThat(scrape.value("kafka_producer_pending_records", Map.of("producer", "<default>"))).isZero();
        assertThat(scrape.value("kafka_producer_pending_bytes", Map.of("producer", "<default>"))).isZero();
        assertThat(scrape.linesThatContain("kafka_producer_record_send_total{", "-kafka-producer-observability-"))
                .as("the transactional client's own").isNotEmpty();
    }

    @Test
    void recordsOfATransactionCountAsItEnds() {
        producer.runInTransaction(Duration.ofSeconds(30), transaction -> {
            transaction.send("metered-transaction", 1);
            assertThat(Scrape.now().lines(COUNT, Map.of("topic", "metered-transaction"))).as("before the commit").isEmpty();
        });
        producer.runInTransaction(Duration.ofSeconds(30), transaction -> {
            transaction.send("metered-transaction", 1);
            transaction.send("metered-transaction", 2);
            transaction.markForAbort();
        });

        Scrape scrape = Scrape.now();
        assertThat(scrape.value(COUNT, labels("metered-transaction", "acked"))).isEqualTo(1);
        assertThat(scrape.value(COUNT, labels("metered-transaction", "aborted"))).isEqualTo(2);
        assertThat(scrape.value("kafka_producer_transaction_seconds_count",
                Map.of("producer", "<default>", "outcome", "committed"))).isPositive();
        assertThat(scrape.value("kafka_producer_transaction_seconds_count",
                Map.of("producer", "<default>", "outcome", "aborted"))).isEqualTo(1);
    }

    @Test
    void aTimeOutIsAnOutcomeAndTheMetersOfAProducerMadeByHandGoWithIt() {
        KafkaInstance unreachable = instances
                .create(KafkaConfig.builder().bootstrapServers("127.0.0.1:1").clientId("by-hand").build());
        Map<String, String> labels = Map.of("producer", "by-hand", "topic", "metered", "outcome", "timed_out");

        try (CloseableProducer made = unreachable.newProducer()) {
            assertThatThrownBy(() -> made.send("metered", 1, Duration.ofMillis(300))).isInstanceOf(SendTimeoutException.class);

            assertThat(Scrape.now().value(COUNT, labels)).isEqualTo(1);
            // its client may still be in the making
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                    Scrape.now().linesThatContain("kafka_producer_connection_count{", "client_id=\"by-hand\"")).hasSize(1));
        }

        assertThat(Scrape.now().linesThatContain("by-hand")).isEmpty();
    }

    @Test
    void aKafkaClientsOwnMetersComeAndGoWithIt() {
        KafkaInstance kafka = instances.create(KafkaConfig.builder().bootstrapServers(servers).clientId("raw").build());

        try (var raw = kafka.getProducer()) {
            raw.send(new ProducerRecord<>("metered-raw", 1));
            raw.flush();

            assertThat(Scrape.now().value("kafka_producer_record_send_total", Map.of("client_id", "raw"))).isEqualTo(1);
        }

        assertThat(Scrape.now().linesThatContain("client_id=\"raw\"")).isEmpty();
    }

    @Test
    void tenThousandTopicsHaveNoMoreMetersThanTheFirstHundred() {
        KafkaInstance kafka = instances.create(KafkaConfig.builder().bootstrapServers(servers).clientId("many").build());
        try (CloseableProducer many = kafka.newProducer()) {
            for (int number = 0; number < 10_000; number++) {
                String topic = "generated-" + number;
                assertThatThrownBy(() -> many.send(topic, new Unwritable())).isInstanceOf(ValueSerializationException.class);
            }

            Scrape scrape = Scrape.now();
            assertThat(scrape.lines(COUNT, Map.of("producer", "many"))).hasSize(101);
            assertThat(scrape.value(COUNT, Map.of("producer", "many", "topic", "<other>"))).isEqualTo(9_900);
            assertThat(scrape.value(COUNT, Map.of("producer", "many", "topic", "generated-99"))).isEqualTo(1);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Scrape.now().linesThatContain("generated-")).isEmpty());
    }
}
