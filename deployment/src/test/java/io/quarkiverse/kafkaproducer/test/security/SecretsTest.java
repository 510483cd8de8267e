package io.quarkiverse.kafkaproducer.test.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.SmallRyeConfig;

/** With everything logged that Kafka and Quarkus can log, none of it shows a secret or a value that is sent. */
class SecretsTest {

    /** In each password, key and value that is used here, and nowhere else. */
    private static final String SECRET = "s3cret";

    private static final Duration LONG = Duration.ofSeconds(20);

    @Singleton
    public static class Vault implements CredentialsProvider {
        @Override
        public Map<String, String> getCredentials(String name) {
            return Map.of(USER_PROPERTY_NAME, SecuredBroker.SCRAM_USER, PASSWORD_PROPERTY_NAME,
                    name.equals("wrong") ? "wrong s3cret" : SecuredBroker.PASSWORD);
        }
    }

    public record Payload(String text) {
    }

    public static class Unwritable {
        public String getText() {
            throw new IllegalStateException("payload s3cret");
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = application();

    private static QuarkusUnitTest application() {
        String ssl = SecuredBroker.servers("SASL_SSL");
        QuarkusUnitTest application = SharedBroker
                .application(SecuredBroker.class, Vault.class, Payload.class, Unwritable.class)
                .overrideConfigKey("quarkus.log.min-level", "ALL")
                .overrideRuntimeConfigKey("quarkus.log.level", "ALL")
                .overrideRuntimeConfigKey("quarkus.log.console.level", "WARN")
                .overrideRuntimeConfigKey("quarkus.tls.broker.trust-store.p12.path",
                        SecuredBroker.store("kafka-client-truststore.p12"))
                .overrideRuntimeConfigKey("quarkus.tls.broker.trust-store.p12.password", SecuredBroker.STORE_PASSWORD)
                .overrideRuntimeConfigKey("quarkus.kafka-producer.\"vault\".credentials-provider", "right")
                .overrideRuntimeConfigKey("quarkus.kafka-producer.\"wrong\".credentials-provider", "wrong")
                .overrideRuntimeConfigKey("quarkus.kafka-producer.\"scram\".sasl.username", SecuredBroker.SCRAM_USER)
                .overrideRuntimeConfigKey("quarkus.kafka-producer.\"scram\".sasl.password",
                        SecuredBroker.PASSWORD.replace("$", "\\$"))
                .overrideRuntimeConfigKey("quarkus.kafka-producer.\"scram\".properties.\"some.unknown\"", "token s3cret")
                .setLogRecordPredicate(record -> true)
                .assertLogRecords(SecretsTest::assertNoSecret)
                .setAfterUndeployListener(SecretsTest::assertNoClientLeft);
        for (String name : List.of("vault", "wrong", "scram")) {
            String prefix = "quarkus.kafka-producer.\"" + name + "\".";
            application.overrideRuntimeConfigKey(prefix + "bootstrap-servers", ssl)
                    .overrideRuntimeConfigKey(prefix + "sasl.mechanism", "SCRAM-SHA-512")
                    .overrideRuntimeConfigKey(prefix + "tls-configuration-name", "broker");
        }
        return application;
    }

    @Inject
    @ProducerName("vault")
    Producer vault;

    @Inject
    @ProducerName("wrong")
    Producer wrong;

    @Inject
    @ProducerName("scram")
    Producer scram;

    @Inject
    KafkaInstances instances;

    @Inject
    Producers beans;

    private final List<String> seen = new ArrayList<>();

    @Test
    void noExceptionAndNoToStringShowsASecret() {
        vault.send("allowed-secrets", new Payload("payload s3cret"), LONG);
        scram.send("allowed-secrets", new Payload("payload s3cret"), LONG);
        failing(() -> wrong.send("allowed-secrets", new Payload("payload s3cret"), LONG));
        failing(() -> scram.send("forbidden", new Payload("payload s3cret"), LONG));
        failing(() -> scram.send("allowed-secrets", new Unwritable(), LONG));

        KafkaConfig config = KafkaConfig.builder().bootstrapServers(SecuredBroker.servers("SASL_PLAINTEXT"))
                .securityProtocol("SASL_PLAINTEXT").saslMechanism("PLAIN").saslPlainUsername(SecuredBroker.PLAIN_USER)
                .saslPlainPassword(SecuredBroker.PASSWORD).property("my.token", "s3cret").build();
        KafkaInstance kafka = instances.create(config);
        try (CloseableProducer own = kafka.newProducer(); var raw = kafka.getProducer()) {
            own.send("allowed-secrets", "payload s3cret", LONG);
            seen.addAll(List.of(own.toString(), raw.toString()));
        }
        failing(() -> kafka.getProducer(Map.of("sasl.jaas.config", "org.acme.Module required password=\"a\"s3cret;")));
        failing(() -> kafka.getProducer(Map.of("sasl.jaas.config", "s3cret")));
        List<Exception> told = new CopyOnWriteArrayList<>();
        Serializer<Object> quoting = (topic, value) -> {
            throw new SerializationException(
                    "No registry at https://user:s3cret@registry.example for " + SecuredBroker.PASSWORD);
        };
        try (var raw = kafka.getProducer(Map.of("value.serializer", quoting))) {
            failing(() -> raw.send(new ProducerRecord<>("allowed-secrets", 1), (metadata, e) -> told.add(e)).get());
        }
        try (var raw = kafka.getProducer(Map.of("max.block.ms", 10_000))) {
            // Kafka's answer quotes the name of the topic
            failing(() -> raw.send(new ProducerRecord<>("forbidden-" + SECRET, 1), (metadata, e) -> told.add(e)).get());
        }
        assertThat(told).isNotEmpty();
        told.forEach(e -> seen.add(e.toString()));
        failing(() -> kafka.getProducer(Map.of("security.protocol", "SSL", "ssl.keystore.type", "PEM", "ssl.keystore.key",
                "s3cret", "ssl.keystore.certificate.chain", "s3cret")));
        failing(() -> kafka.getProducer(Map.of("security.protocol", "SSL", "ssl.truststore.type", "PKCS12",
                "ssl.truststore.password", "wrong s3cret", "ssl.truststore.location",
                SecuredBroker.store("kafka-client-truststore.p12"))));
        failing(() -> instances
                .create(KafkaConfig.builder().bootstrapServers("localhost:1").saslPlainPassword("s3cret").build()));

        ProducersConfig mapping = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class)
                .getConfigMapping(ProducersConfig.class);
        seen.addAll(List.of(config.toString(), kafka.toString(), instances.toString(), scram.toString(), beans.toString(),
                mapping.toString(), mapping.producers().toString(), mapping.producers().get("scram").sasl().toString(),
                beans.get("scram").toString(), beans.get("scram").path().toString()));

        assertThat(seen).hasSizeGreaterThan(18).noneMatch(text -> text.contains(SECRET));
    }

    private void failing(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isNotNull();
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        seen.add(all.toString());
    }

    /** Not even the one that is replaced again and again, as its credentials are refused. */
    private static void assertNoClientLeft() {
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("kafka-producer-network-thread") && name.endsWith("kafka-producer-wrong"));
    }

    private static void assertNoSecret(List<LogRecord> records) {
        PatternFormatter all = new PatternFormatter("%c %s %E");
        assertThat(records).as("Kafka logs at its lowest level")
                .anyMatch(record -> record.getLoggerName().startsWith("org.apache.kafka")
                        && record.getLevel().intValue() < Level.FINE.intValue());
        assertThat(records).as("failures leave footprints").anyMatch(record -> record.getLoggerName().endsWith("footprint"));
        assertThat(records.stream().map(record -> ExtLogRecord.wrap(record).getMarker()).filter(Objects::nonNull))
                .as("what observers and JSON get of them").hasSizeGreaterThan(4).asString().contains("traceback")
                .doesNotContain(SECRET);
        assertThat(records.stream().map(all::format).filter(line -> line.contains(SECRET)).limit(5)).isEmpty();
    }
}
