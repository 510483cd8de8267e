package io.quarkiverse.kafkaproducer.test.security;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;

/** Two clusters in one application, and every way to connect to the second one. */
class SecurityTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /** Provides the credentials of {@code vault}, which may be rotated. */
    @Singleton
    public static class Vault implements CredentialsProvider {

        final Map<String, String> passwords = new ConcurrentHashMap<>();

        @Override
        public Map<String, String> getCredentials(String name) {
            return Map.of(USER_PROPERTY_NAME, SecuredBroker.SCRAM_USER, PASSWORD_PROPERTY_NAME,
                    passwords.getOrDefault(name, SecuredBroker.PASSWORD));
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = application();

    private static QuarkusUnitTest application() {
        QuarkusUnitTest application = SharedBroker.application(SecuredBroker.class, Vault.class)
                // nothing of it may go to the second cluster
                .overrideRuntimeConfigKey("quarkus.kafka-producer.properties.\"sasl.jaas.config\"",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"n\" password=\"first\";")
                .overrideRuntimeConfigKey("quarkus.kafka-producer.sasl.mechanism", "PLAIN")
                .overrideConfigKey("quarkus.kafka-producer.timeout", "15s");
        trust(application, "broker", "kafka-client-truststore.p12");
        trust(application, "wrong-ca", "other-client-truststore.p12");
        trust(application, "elsewhere", "elsewhere-truststore.p12");
        trust(application, "mutual", "kafka-client-truststore.p12");
        application.overrideRuntimeConfigKey("quarkus.tls.mutual.key-store.p12.path",
                SecuredBroker.store("kafka-client-keystore.p12"))
                .overrideRuntimeConfigKey("quarkus.tls.mutual.key-store.p12.password", escaped(SecuredBroker.STORE_PASSWORD));

        String ssl = SecuredBroker.servers("SSL");
        producer(application, "plaintext", SecuredBroker.servers("PLAINTEXT"), "security-protocol", "PLAINTEXT");
        producer(application, "plain", SecuredBroker.servers("SASL_PLAINTEXT"), "security-protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN", "sasl.username", escaped(SecuredBroker.PLAIN_USER), "sasl.password",
                escaped(SecuredBroker.PASSWORD));
        producer(application, "scram", SecuredBroker.servers("SASL_PLAINTEXT"), scram("SASL_PLAINTEXT", "SCRAM-SHA-512"));
        producer(application, "production", SecuredBroker.servers("SASL_SSL"), scram("SASL_SSL", "SCRAM-SHA-256"));
        producer(application, "production", null, "tls-configuration-name", "broker");
        producer(application, "ssl", ssl, "tls-configuration-name", "broker");
        producer(application, "mutual", ssl, "tls-configuration-name", "mutual");
        for (String name : List.of("vault", "rotated")) {
            producer(application, name, SecuredBroker.servers("SASL_PLAINTEXT"), "security-protocol", "SASL_PLAINTEXT",
                    "sasl.mechanism", "SCRAM-SHA-256", "credentials-provider", name);
        }
        producer(application, "wrong-password", SecuredBroker.servers("SASL_PLAINTEXT"), "security-protocol",
                "SASL_PLAINTEXT", "sasl.mechanism", "SCRAM-SHA-256", "sasl.username", SecuredBroker.SCRAM_USER,
                "sasl.password", "wr0ng");
        producer(application, "wrong-ca", ssl, "tls-configuration-name", "wrong-ca");
        producer(application, "wrong-host", SecuredBroker.misnamed(), "tls-configuration-name", "elsewhere");
        producer(application, "nobody-there", "127.0.0.1:1", "security-protocol", "PLAINTEXT");
        return application;
    }

    private static String[] scram(String protocol, String mechanism) {
        return new String[] { "security-protocol", protocol, "sasl.mechanism", mechanism, "sasl.username",
                SecuredBroker.SCRAM_USER, "sasl.password", escaped(SecuredBroker.PASSWORD) };
    }

    private static void producer(QuarkusUnitTest application, String name, String servers, String... properties) {
        String prefix = "quarkus.kafka-producer.\"" + name + "\".";
        if (servers != null) {
            // known at build, so that the names can be looked up
            application.overrideConfigKey(prefix + "bootstrap-servers", servers);
        }
        for (int i = 0; i < properties.length; i += 2) {
            application.overrideRuntimeConfigKey(prefix + properties[i], properties[i + 1]);
        }
    }

    private static void trust(QuarkusUnitTest application, String name, String store) {
        application.overrideRuntimeConfigKey("quarkus.tls." + name + ".trust-store.p12.path", SecuredBroker.store(store))
                .overrideRuntimeConfigKey("quarkus.tls." + name + ".trust-store.p12.password",
                        escaped(SecuredBroker.STORE_PASSWORD));
    }

    /** Writes a dollar sign in the way that the documentation shows. */
    private static String escaped(String value) {
        return value.replace("$", "\\$");
    }

    @Inject
    Producer first;

    @Inject
    @Any
    Instance<Producer> producers;

    @Inject
    KafkaInstances instances;

    @Inject
    Vault vault;

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    Event<CertificateUpdatedEvent> certificatesUpdated;

    private Producer producer(String name) {
        return producers.select(ProducerName.Literal.of(name)).get();
    }

    private static List<String> written(String topic) {
        return TopicReader.read(SecuredBroker.servers("PLAINTEXT"), topic).stream().map(record -> text(record.value()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "plaintext", "plain", "scram", "production", "ssl", "vault" })
    void everyProtocolAndMechanismGetsThrough(String name) {
        producer(name).send("allowed-" + name, name, "key", LONG);

        assertThat(written("allowed-" + name)).containsExactly('"' + name + '"');
    }

    @Test
    void aClientCertificateIsTheIdentityThatTheBrokerSees() {
        producer("mutual").send("mutual", 1, LONG);

        assertThat(written("mutual")).containsExactly("1");
        assertThatThrownBy(() -> producer("mutual").send("for-others", 1, LONG))
                .isInstanceOf(SendRejectedException.class).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void twoClustersInOneApplication() {
        first.send("allowed-both", "first");
        producer("scram").send("allowed-both", "second", LONG);

        assertThat(text(TopicReader.readOnly("allowed-both").value())).isEqualTo("\"first\"");
        assertThat(written("allowed-both")).containsExactly("\"second\"");
    }

    @ParameterizedTest
    @CsvSource({ "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512" })
    void whateverPasswordArrivesAuthenticates(String mechanism) {
        for (int i = 0; i < SecuredBroker.PASSWORDS.size(); i++) {
            KafkaConfig config = KafkaConfig.builder().bootstrapServers(SecuredBroker.servers("SASL_PLAINTEXT"))
                    .securityProtocol("SASL_PLAINTEXT").saslMechanism(mechanism).saslPlainUsername("user-" + i)
                    .saslPlainPassword(SecuredBroker.PASSWORDS.get(i)).build();
            try (CloseableProducer producer = instances.create(config).newProducer()) {
                producer.send("allowed-" + mechanism, i, LONG);
            }
        }

        assertThat(written("allowed-" + mechanism)).containsExactlyElementsOf(
                IntStream.range(0, SecuredBroker.PASSWORDS.size()).mapToObj(String::valueOf).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "wrong-password | invalid credentials",
            "wrong-ca | trust anchors",
            "wrong-host | No subject alternative DNS name matching localhost" })
    void whoIsNotLetInIsToldWhyAtOnceAndSoAreAllWhoWait(String name, String reason) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Producer producer = producer(name);
            List<Future<SendRejectedException>> sends = IntStream.range(0, 2).mapToObj(i -> pool.submit(
                    () -> catchThrowableOfType(SendRejectedException.class, () -> producer.send("allowed", i, LONG)))).toList();
            for (Future<SendRejectedException> send : sends) {
                SendRejectedException refused = send.get(18, TimeUnit.SECONDS);
                assertThat(refused).hasMessageContaining(reason).hasMessageContaining("was refused: authentication")
                        .hasMessageContaining(" failed (").hasCauseInstanceOf(AuthenticationException.class);
                assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
                assertThat(refused.retriable()).isFalse();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whereNobodyListensTheDeadlineSaysSo() {
        assertThatThrownBy(() -> producer("nobody-there").send("allowed", 1, Duration.ofSeconds(2)))
                .isInstanceOf(SendTimeoutException.class)
                .hasMessageContaining("no connection to 127.0.0.1:1 could be established");
    }

    @Test
    void aTopicThatTheUserMayNotWriteToIsRefusedAtOnce() {
        producer("scram").send("allowed-before", 1, LONG);

        SendException refused = catchThrowableOfType(SendRejectedException.class,
                () -> producer("scram").send("forbidden", 1, LONG));

        assertThat(refused).hasCauseInstanceOf(TopicAuthorizationException.class).hasMessageContaining("forbidden");
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        producer("scram").send("allowed-after", 1, LONG);
    }

    @Test
    void certificatesThatHaveChangedAreTakenByANewClient() {
        producer("ssl").send("allowed-certificates", 1, LONG);
        long before = madeAt("ssl");
        TlsConfiguration certificates = tls.get("broker").orElseThrow();
        assertThat(certificates.reload()).isTrue();

        certificatesUpdated.fire(new CertificateUpdatedEvent("broker", certificates));

        producer("ssl").send("allowed-certificates", 2, LONG);
        assertThat(madeAt("ssl")).isGreaterThan(before);
        assertThat(written("allowed-certificates")).containsExactly("1", "2");
    }

    /** Returns the time at which the client of a producer was made, in milliseconds. */
    private static long madeAt(String name) {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName client = server.queryNames(new ObjectName("kafka.producer:type=app-info,id=*-" + name), null).iterator()
                    .next();
            return (Long) server.getAttribute(client, "StartTimeMs");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void credentialsAreAskedForAgainWhereTheBrokerRefusesThem() {
        vault.passwords.put("rotated", "no longer right");
        assertThatThrownBy(() -> producer("rotated").send("allowed-rotated", 1, LONG))
                .hasCauseInstanceOf(AuthenticationException.class);

        vault.passwords.remove("rotated");

        producer("rotated").send("allowed-rotated", 2, LONG);
        assertThat(written("allowed-rotated")).containsExactly("2");
    }
}
