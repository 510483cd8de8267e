package io.quarkiverse.kafkaproducer.test;

import static io.quarkiverse.kafkaproducer.test.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkus.test.QuarkusUnitTest;

/** The examples of the Python producer that make a connection by hand, in Java. */
class KafkaConnectionSnippetsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(SecuredBroker.class);

    @Inject
    KafkaInstances instances;

    private KafkaInstance kafka() {
        KafkaConfig config = KafkaConfig.builder().bootstrapServers(SharedBroker.servers()).build();
        return instances.create(config);
    }

    private static List<String> written(String topic) {
        return TopicReader.read(topic).stream().map(record -> text(record.value())).toList();
    }

    /** Constructor: {@code producer = Producer(kafka_instance)}. */
    @Test
    void constructor() {
        KafkaConfig config = KafkaConfig.builder().bootstrapServers(SharedBroker.servers()).build();
        KafkaInstance kafka = instances.create(config);
        try (CloseableProducer producer = kafka.newProducer()) {
            producer.send("snippet-constructor", Map.of("user_id", 123));
        }

        assertThat(written("snippet-constructor")).containsExactly("{\"user_id\":123}");
    }

    /** Basic Message Sending. */
    @Test
    void basicMessageSending() {
        try (CloseableProducer producer = kafka().newProducer()) {
            producer.send("snippet-basic", event("type", "user_login", "user_id", 456));
            producer.send("snippet-basic", event("type", "page_view", "page", "/home"));
            producer.send("snippet-basic", event("type", "user_logout", "user_id", 456));
        }

        assertThat(written("snippet-basic")).containsExactly("{\"type\":\"user_login\",\"user_id\":456}",
                "{\"type\":\"page_view\",\"page\":\"/home\"}", "{\"type\":\"user_logout\",\"user_id\":456}");
    }

    private static Map<String, Object> event(Object... entries) {
        Map<String, Object> event = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            event.put((String) entries[i], entries[i + 1]);
        }
        return event;
    }

    /** Production Configuration: SASL_SSL with SCRAM-SHA-256, and a critical payment that is alerted about. */
    @Test
    void productionConfiguration() {
        List<Exception> alerts = new ArrayList<>();
        KafkaConfig config = KafkaConfig.builder()
                .bootstrapServers(SecuredBroker.servers("SASL_SSL"))
                .securityProtocol("SASL_SSL")
                .saslMechanism("SCRAM-SHA-256")
                .saslPlainUsername(SecuredBroker.SCRAM_USER)
                .saslPlainPassword(SecuredBroker.PASSWORD)
                .clientId("payment-service-v1")
                .property("ssl.truststore.type", "PKCS12")
                .property("ssl.truststore.location", SecuredBroker.store("kafka-client-truststore.p12"))
                .property("ssl.truststore.password", SecuredBroker.STORE_PASSWORD)
                .build();
        try (CloseableProducer producer = instances.create(config).newProducer()) {
            pay(producer, "allowed-payments", alerts);
            assertThat(alerts).isEmpty();

            assertThatThrownBy(() -> pay(producer, "payments", alerts)).hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThat(alerts).hasSize(1);
        }
        assertThat(TopicReader.read(SecuredBroker.servers("PLAINTEXT"), "allowed-payments")).singleElement()
                .satisfies(record -> assertThat(text(record.key())).isEqualTo("TXN-12345"));
    }

    private static void pay(CloseableProducer producer, String topic, List<Exception> alerts) {
        try {
            producer.send(topic,
                    Map.of("transaction_id", "TXN-12345", "amount", 1500.00, "status", "authorized"),
                    "TXN-12345",
                    Duration.ofSeconds(30)); // longer for critical data
        } catch (SendException e) {
            alerts.add(e);
            throw e;
        }
    }

    /** Using with Context Manager: flushed and closed at the end of the block. */
    @Test
    void contextManager() {
        try (var producer = kafka().getProducer()) {
            producer.send(new ProducerRecord<>("snippet-context", Map.of("event", "start")));
            producer.send(new ProducerRecord<>("snippet-context", Map.of("event", "end")));
        }

        assertThat(written("snippet-context")).containsExactly("{\"event\":\"start\"}", "{\"event\":\"end\"}");
    }

    /** Custom Serialization: {@code value_serializer=lambda v: pickle.dumps(v)}. */
    @Test
    void customSerialization() throws Exception {
        Serializer<Object> pickle = (topic, value) -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        };
        try (var producer = kafka().getProducer(Map.of("value.serializer", pickle))) {
            producer.send(new ProducerRecord<>("snippet-pickle", "hello")).get(10, TimeUnit.SECONDS);
        }

        assertThat(TopicReader.readOnly("snippet-pickle").value()).startsWith(0xac, 0xed).endsWith("hello".getBytes());
    }

    /** Async Fire-and-Forget. */
    @Test
    void fireAndForget() throws Exception {
        try (var producer = kafka().getProducer()) {
            var future = producer.send(new ProducerRecord<>("snippet-forget", Map.of("data", "value")));
            // nobody waits for it here
            assertThat(future).isNotNull();
        }

        assertThat(written("snippet-forget")).containsExactly("{\"data\":\"value\"}");
    }

    /** Callbacks. */
    @Test
    void callbacks() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        try (var producer = kafka().getProducer()) {
            producer.send(new ProducerRecord<>("snippet-callback", Map.of("data", "value")), (metadata, failure) -> {
                if (failure == null) {
                    told.complete("Sent to " + metadata.topic() + " partition " + metadata.partition());
                } else {
                    told.complete("Failed: " + failure);
                }
            });

            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo("Sent to snippet-callback partition 0");
        }
    }
}
