package io.quarkiverse.kafkaproducer.test.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.Config;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.reactive.messaging.ClientCustomizer;

/** A plug-in that quotes everything that it is configured with, each value by itself, tells no secret to anybody. */
class PlantedSecretsTest {

    /** Each is set in another place. */
    private static final List<String> PLANTED = Stream.of("sasl-password", "jaas-option", "jaas-password", "key-password",
            "trust-password", "pem-key", "unknown-property", "inherited-property", "url-password", "provider-password",
            "customizer-token", "config-property", "config-password", "override").map(place -> "planted-" + place).toList();

    private static final Duration LONG = Duration.ofSeconds(30);

    public static class Quoting implements MetricsReporter {

        @Override
        public void configure(Map<String, ?> configs) {
            List<String> quotes = new ArrayList<>();
            configs.forEach((name, value) -> quotes.addAll(quotes(value)));
            ConfigException failure = new ConfigException("everything", quotes, "all of it is bad");
            failure.addSuppressed(new IllegalStateException(quotes.toString()));
            throw new IllegalArgumentException("Not with " + quotes, failure);
        }

        private static List<String> quotes(Object value) {
            String text = value instanceof Password password ? password.value() : String.valueOf(value);
            // an option of a JAAS line, or the password of a URL, by itself, too
            return PLANTED.stream().filter(text::contains).flatMap(secret -> Stream.of(secret, text)).toList();
        }

        @Override
        public void init(List<KafkaMetric> metrics) {
        }

        @Override
        public void metricChange(KafkaMetric metric) {
        }

        @Override
        public void metricRemoval(KafkaMetric metric) {
        }

        @Override
        public void close() {
        }
    }

    @Singleton
    public static class Vault implements CredentialsProvider {
        @Override
        public Map<String, String> getCredentials(String name) {
            return Map.of(USER_PROPERTY_NAME, "user", PASSWORD_PROPERTY_NAME, "planted-provider-password");
        }
    }

    @Singleton
    public static class Customizer implements ClientCustomizer<Map<String, Object>> {
        @Override
        public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> config) {
            config.put("customizers.token", "planted-customizer-token");
            return config;
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = application();

    private static QuarkusUnitTest application() {
        QuarkusUnitTest application = new QuarkusUnitTest()
                .withApplicationRoot(jar -> jar.addClasses(Quoting.class, Vault.class, Customizer.class))
                .overrideRuntimeConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
                .overrideConfigKey("quarkus.log.min-level", "ALL")
                .overrideConfigKey("quarkus.log.level", "ALL")
                .overrideConfigKey("quarkus.log.category.\"org.apache.kafka\".level", "ALL")
                .overrideConfigKey("quarkus.log.console.level", "ERROR")
                .overrideRuntimeConfigKey("kafka.my.inherited.secret", "planted-inherited-property")
                .setLogRecordPredicate(record -> true)
                .assertLogRecords(PlantedSecretsTest::assertNone);
        set(application, "one", "security-protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "sasl.username", "user",
                "sasl.password", "planted-sasl-password", "properties.\"ssl.key.password\"", "planted-key-password",
                "properties.\"ssl.truststore.password\"", "planted-trust-password", "properties.\"ssl.keystore.key\"",
                "-----BEGIN PRIVATE KEY-----\nplanted-pem-key\n-----END PRIVATE KEY-----", "properties.\"vendors.thing\"",
                "planted-unknown-property", "properties.\"sasl.oauthbearer.token.endpoint.url\"",
                "https://user:planted-url-password@tokens.example/x");
        set(application, "two", "security-protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN",
                "properties.\"sasl.jaas.config\"", "org.apache.kafka.common.security.plain.PlainLoginModule required "
                        + "username=\"user\" password=\"planted-jaas-password\" more=\"planted-jaas-option\";");
        set(application, "three", "security-protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "credentials-provider",
                "vault");
        return application;
    }

    private static void set(QuarkusUnitTest application, String name, String... properties) {
        String prefix = "quarkus.kafka-producer.\"" + name + "\".";
        application.overrideRuntimeConfigKey(prefix + "properties.\"metric.reporters\"", Quoting.class.getName());
        for (int i = 0; i < properties.length; i += 2) {
            application.overrideRuntimeConfigKey(prefix + properties[i], properties[i + 1]);
        }
    }

    @Inject
    @ProducerName("one")
    Producer one;

    @Inject
    @ProducerName("two")
    Producer two;

    @Inject
    @ProducerName("three")
    Producer three;

    @Inject
    KafkaInstances instances;

    @Inject
    Producers open;

    private final List<String> seen = new ArrayList<>();

    @Test
    void nothingThatIsSeenHasOneInIt() throws Exception {
        for (Producer producer : List.of(one, two, three)) {
            failing(() -> producer.send("orders", 1, LONG));
        }
        KafkaConfig config = KafkaConfig.builder().bootstrapServers("127.0.0.1:1").securityProtocol("SASL_PLAINTEXT")
                .saslMechanism("PLAIN").saslPlainUsername("user").saslPlainPassword("planted-config-password")
                .property("my.thing", "planted-config-property").property("metric.reporters", Quoting.class.getName())
                .property("sasl.oauthbearer.token.endpoint.url", "https://user:planted-url-password@tokens.example/x").build();
        KafkaInstance kafka = instances.create(config);
        failing(() -> kafka.getProducer(Map.of("my.other.thing", "planted-override")));
        failing(kafka::newProducer);
        failing(() -> instances
                .create(KafkaConfig.builder().bootstrapServers("https://user:planted-url-password@k:1").build()));
        seen.add(config.toString());
        seen.add(kafka.toString());
        seen.add(KafkaConfig.builder().bootstrapServers("user:planted-url-password@k:1").build().toString());
        // what the Dev UI shows
        open.byName().values().forEach(producer -> seen.add(producer.settings() + " " + producer.settings().client().shown()));
        seen.addAll(ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream().map(String::valueOf).toList());

        assertThat(seen.stream().filter(text -> text.contains("planted"))).isEmpty();
        assertThat(seen.stream().filter(text -> text.contains("Not with") && text.contains("[hidden]"))).as("quoting")
                .hasSizeGreaterThan(3);
    }

    private void failing(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isNotNull();
        if (thrown instanceof SendRejectedException rejected) {
            assertThat(rejected.getCause()).isNotNull();
        }
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        seen.add(all.toString());
    }

    private static void assertNone(List<LogRecord> records) {
        PatternFormatter all = new PatternFormatter("%c %s %E");
        assertThat(records).as("failures leave footprints").anyMatch(record -> record.getLoggerName().endsWith("footprint"));
        assertThat(records.stream().map(record -> String.valueOf(ExtLogRecord.wrap(record).getMarker()))
                .filter(text -> text.contains("planted"))).isEmpty();
        List<String> lines = records.stream().map(all::format).filter(line -> line.contains("planted"))
                .map(line -> line.substring(0, Math.min(300, line.length()))).collect(Collectors.toList());
        assertThat(lines).isEmpty();
    }
}
