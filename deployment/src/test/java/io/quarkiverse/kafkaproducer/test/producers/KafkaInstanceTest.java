package io.quarkiverse.kafkaproducer.test.producers;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.test.support.ClientIdsInJmx;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.test.QuarkusUnitTest;

class KafkaInstanceTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(ClientIdsInJmx.class)
            .setLogRecordPredicate(record -> true)
            .assertLogRecords(KafkaInstanceTest::assertLog);

    @Inject
    KafkaInstances instances;

    private static KafkaConfig.Builder config() {
        return KafkaConfig.builder().bootstrapServers(SharedBroker.servers());
    }

    @Test
    void aRawClientWritesJsonAndKeysAndIsNewEachTime() throws Exception {
        KafkaInstance kafka = instances.get();
        try (Producer<Object, Object> one = kafka.getProducer(); Producer<Object, Object> other = kafka.getProducer()) {
            assertThat(one).isNotSameAs(other);
            RecordMetadata metadata = one.send(new ProducerRecord<>("raw", "user-123", Map.of("order_id", "ORD-001")))
                    .get(10, TimeUnit.SECONDS);
            assertThat(metadata.offset()).isZero();
            other.send(new ProducerRecord<>("raw", new byte[] { 1 }, List.of(1, 2))).get(10, TimeUnit.SECONDS);
        }
        var records = TopicReader.read("raw");
        assertThat(records).extracting(record -> text(record.value())).containsExactly("{\"order_id\":\"ORD-001\"}", "[1,2]");
        assertThat(text(records.get(0).key())).isEqualTo("user-123");
        assertThat(records.get(1).key()).containsExactly(1);
    }

    @Test
    void clientsThatAreOpenTogetherHaveDifferentIds() {
        KafkaInstance kafka = instances.create(config().clientId("payment-service-v1").build());
        try (Producer<Object, Object> one = kafka.getProducer();
                Producer<Object, Object> two = kafka.getProducer();
                CloseableProducer three = kafka.newProducer();
                Producer<Object, Object> named = kafka.getProducer(Map.of("client.id", "mine"))) {
            assertThat(ClientIdsInJmx.open()).contains("payment-service-v1", "payment-service-v1-2", "payment-service-v1-3",
                    "mine");
        }
        try (Producer<Object, Object> again = kafka.getProducer()) {
            assertThat(ClientIdsInJmx.open()).contains("payment-service-v1").doesNotContain("payment-service-v1-2");
        }
    }

    @Test
    void serializersAreGivenAsClassNameOrInstance() throws Exception {
        Serializer<Object> upperCase = (topic, value) -> value.toString().toUpperCase().getBytes(StandardCharsets.UTF_8);
        KafkaInstance kafka = instances.get();

        send(kafka.getProducer(Map.of("value.serializer", upperCase)));
        send(kafka.getProducer(Map.of("value.serializer", StringSerializer.class, "key.serializer", StringSerializer.class)));
        send(kafka.getProducer(Map.of("value.serializer", StringSerializer.class.getName())));

        assertThat(TopicReader.read("serializers")).extracting(record -> text(record.value()))
                .containsExactly("HELLO", "hello", "hello");
    }

    private static void send(Producer<Object, Object> producer) throws Exception {
        try (producer) {
            producer.send(new ProducerRecord<>("serializers", "key", "hello")).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatAnInjectedProducerMayNotIsFreeForARawClient() throws Exception {
        Map<String, Object> overrides = new HashMap<>(Map.of("acks", "0", "max.block.ms", 100));
        try (Producer<Object, Object> producer = instances.get().getProducer(overrides)) {
            producer.send(new ProducerRecord<>("no-acks", 1)).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // the topic was not there within 100 ms
            assertThat(e).hasCauseInstanceOf(TimeoutException.class);
        }
        try (Producer<Object, Object> producer = instances.get().getProducer(Map.of("transactional.id", "raw-1"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("raw-transaction", 1));
            producer.commitTransaction();
        }
        assertThat(text(TopicReader.read("raw-transaction").get(0).value())).isEqualTo("1");
    }

    @Test
    void otherServersAreNotShownTheConfiguredCredentials() throws Exception {
        KafkaInstance secured = instances.create(KafkaConfig.builder().bootstrapServers("localhost:1")
                .securityProtocol("SASL_PLAINTEXT").saslMechanism("PLAIN").saslPlainUsername("user").saslPlainPassword("pass")
                .build());

        try (Producer<Object, Object> elsewhere = secured.getProducer(Map.of("bootstrap.servers", SharedBroker.servers()))) {
            // a PLAINTEXT listener understands no SASL
            elsewhere.send(new ProducerRecord<>("elsewhere", 1)).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingAProducerMadeByHandFinishesWhatIsOnItsWay() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CloseableProducer producer = instances.create(config().build()).newProducer();
        producer.send("closed-by-hand", "warm");
        List<Future<RecordMetadata>> sends;
        try {
            sends = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> producer.send("closed-by-hand", i))).toList();
            producer.close();
        } finally {
            pool.shutdown();
        }
        int acknowledged = 1;
        for (Future<RecordMetadata> send : sends) {
            try {
                send.get(20, TimeUnit.SECONDS);
                acknowledged++;
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOfSatisfying(ProducerClosedException.class,
                        closed -> assertThat(closed.outcome()).isEqualTo(Outcome.NOT_SENT));
            }
        }
        assertThat(TopicReader.read("closed-by-hand")).hasSize(acknowledged);
        assertThatThrownBy(() -> producer.send("closed-by-hand", "late")).isInstanceOf(ProducerClosedException.class);
        producer.close();
    }

    @Test
    void aProducerMadeByHandHasTransactionsWhereItHasAPrefixForTheirIds() {
        KafkaConfig config = config().property("transactional-id-prefix", "by-hand").build();
        try (CloseableProducer producer = instances.create(config).newProducer()) {
            producer.runInTransaction(transaction -> transaction.send("by-hand-committed", 1));
        }
        assertThat(text(TopicReader.read("by-hand-committed").get(0).value())).isEqualTo("1");

        try (CloseableProducer producer = instances.create(config().build()).newProducer()) {
            assertThatThrownBy(() -> producer.runInTransaction(transaction -> transaction.send("by-hand-committed", 2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("set KafkaConfig.property(\"transactional-id-prefix\")");
        }
    }

    @Test
    void aClientThatCannotBeCreatedLeavesItsFootprintAndThrows() {
        KafkaInstance nowhere = instances.create(KafkaConfig.builder().bootstrapServers("kafka.invalid:9092").build());

        assertThatThrownBy(nowhere::getProducer).isInstanceOf(ClientCreationException.class)
                .hasMessageContaining("can be resolved: correct KafkaConfig.bootstrapServers, or the DNS").hasRootCauseMessage(
                        "No resolvable bootstrap urls given in bootstrap.servers");
        assertThatThrownBy(nowhere::newProducer).isInstanceOf(ClientCreationException.class)
                .hasMessageContaining("can be resolved: correct KafkaConfig.bootstrapServers, or the DNS");
    }

    @Test
    void aProducerMadeByHandKeepsThePromisesToo() {
        KafkaInstance weak = instances.create(config().property("acks", "0").build());

        assertThatThrownBy(weak::newProducer).isInstanceOf(ClientCreationException.class)
                .hasMessageContaining("KafkaConfig.property(\"acks\") cannot be 0");
        weak.getProducer().close();
    }

    private static void assertLog(List<LogRecord> records) {
        assertThat(records).filteredOn(record -> record.getLoggerName().endsWith(".footprint"))
                .filteredOn(record -> record.getLevel().intValue() > 800)
                .extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                .filteredOn(message -> message.startsWith("Error"))
                .containsOnly("Error creating KafkaProducer").hasSize(3);
        assertThat(records).extracting(LogRecord::getThrown)
                .noneMatch(thrown -> String.valueOf(thrown).contains("InstanceAlreadyExists"));
    }
}
