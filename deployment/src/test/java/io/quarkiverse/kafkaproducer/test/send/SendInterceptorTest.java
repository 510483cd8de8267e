package io.quarkiverse.kafkaproducer.test.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendInterceptor;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.mock.SentRecord;
import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;

class SendInterceptorTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Sees the object that is sent, and not yet its bytes. */
    @ApplicationScoped
    public static class Tenants implements SendInterceptor {

        @Override
        public ProducerRecord<Object, Object> beforeSend(ProducerRecord<Object, Object> record) {
            add(record.headers(), "tenant", "acme");
            if (record.value() instanceof Map<?, ?> map && map.containsKey("fails")) {
                throw map.get("fails").equals("passing") ? new UncheckedIOException(new IOException("unspeakable-payload"))
                        : new IllegalStateException("unspeakable-payload");
            }
            if (record.value() instanceof String text && text.startsWith("secret ")) {
                return new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(), record.key(), "encrypted",
                        record.headers());
            }
            return record;
        }
    }

    @Singleton
    @Priority(10)
    public static class First implements SendInterceptor {

        @Inject
        Producer mayBeInjected;

        @Override
        public ProducerRecord<Object, Object> beforeSend(ProducerRecord<Object, Object> record) {
            add(record.headers(), "first", record.headers().lastHeader("tenant") == null ? "yes" : "no");
            return record;
        }
    }

    @ApplicationScoped
    @ProducerName("payments")
    public static class OfPayments implements SendInterceptor {

        @Override
        public ProducerRecord<Object, Object> beforeSend(ProducerRecord<Object, Object> record) {
            add(record.headers(), "payments", "yes");
            return new ProducerRecord<>("payments-" + record.topic(), null, record.key(), record.value(), record.headers());
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Tenants.class, First.class, OfPayments.class))
            .overrideConfigKey("quarkus.kafka-producer.mock", "true")
            .overrideConfigKey("quarkus.kafka-producer.transactional-id-prefix", "intercepted")
            .overrideConfigKey("quarkus.kafka-producer.\"payments\".timeout", "5s")
            .overrideConfigKey("quarkus.kafka-producer.cloud-events.source", "/shop")
            .overrideConfigKey("quarkus.kafka-producer.cloud-events.topics.\"events\".type", "order.placed");

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Inject
    @ProducerName("payments")
    Producer payments;

    @Inject
    @Topic("typed")
    TopicProducer<String> typed;

    @Inject
    SentRecords sent;

    @BeforeEach
    void forget() {
        sent.clear();
    }

    private static Map<String, String> headers(SentRecord record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    @Test
    void whateverIsSentPassesThem() {
        ProducerRecord<String, String> record = new ProducerRecord<>("batch", "value");
        producer.send("one", "value");
        producer.sendAll(List.of(record));
        reactive.send("reactive", "value").await().atMost(BOUND);
        reactive.sendAll(Multi.createFrom().item(new ProducerRecord<>("stream", "value"))).collect().asList().await()
                .atMost(BOUND);
        typed.send("value");
        producer.runInTransaction(transaction -> transaction.send("transaction", "value"));

        assertThat(sent.records()).hasSize(6)
                .allSatisfy(one -> assertThat(headers(one)).isEqualTo(Map.of("tenant", "acme", "first", "yes")));
        assertThat(record.headers()).as("the caller's record stays").isEmpty();
    }

    @Test
    void theyMayReplaceTheRecord() {
        producer.send("one", "secret card number", "key");
        payments.send("one", "value");

        assertThat(sent.values(String.class).get(0)).isEqualTo("encrypted");
        assertThat(sent.records().get(0).key()).isEqualTo("key");
        assertThat(sent.records().get(1).topic()).isEqualTo("payments-one");
        assertThat(headers(sent.records().get(1))).containsEntry("payments", "yes").containsEntry("tenant", "acme");
    }

    @Test
    void whereOneFailsNothingIsSentAndItsTextIsNotRepeated() {
        SendRejectedException failure = catchThrowableOfType(SendRejectedException.class,
                () -> producer.send("one", Map.of("fails", "for good")));
        assertThat(failure).hasMessage("The record for topic 'one' was not sent: the interceptor " + Tenants.class.getName()
                + " failed (java.lang.IllegalStateException)").hasNoCause().returns(Outcome.NOT_SENT,
                        SendRejectedException::outcome)
                .returns(false, SendRejectedException::retriable);
        assertThat(catchThrowableOfType(SendRejectedException.class,
                () -> reactive.send("one", Map.of("fails", "passing")).await().atMost(BOUND)))
                .returns(true, SendRejectedException::retriable);
        BatchSendException batch = catchThrowableOfType(BatchSendException.class, () -> producer
                .sendAll(List.of(new ProducerRecord<>("one", Map.of("fails", "for good")), new ProducerRecord<>("one", 2))));
        assertThat(batch.results()).extracting(SendResult::acknowledged).containsExactly(false, true);
        assertThat(sent.records()).hasSize(1);
    }

    @Test
    void eventsHaveTheirAttributes() {
        producer.send("events", "value");

        assertThat(headers(sent.records().get(0))).containsEntry("ce_specversion", "1.0").containsEntry("ce_source", "/shop")
                .containsEntry("ce_type", "order.placed").containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "tenant");
    }
}
