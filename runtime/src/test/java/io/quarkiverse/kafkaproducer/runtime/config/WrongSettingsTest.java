package io.quarkiverse.kafkaproducer.runtime.config;

import static io.quarkiverse.kafkaproducer.runtime.config.Configured.DEFAULT;
import static io.quarkiverse.kafkaproducer.runtime.config.Configured.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.kafkaproducer.KafkaConfig;

/** One message each, which names the property and says what it should be. */
class WrongSettingsTest {

    static Stream<Arguments> wrong() {
        String q = "quarkus.kafka-producer.";
        return Stream.of(
                wrong("No Kafka broker is configured: set kafka.bootstrap.servers or " + q + "bootstrap-servers to host:port"),
                wrong(q + "bootstrap-servers has 'localhost' in it: it should be host:port", "~bootstrap-servers", "localhost"),
                wrong(q + "bootstrap-servers has 'k:0' in it: it should be host:port", "~bootstrap-servers", "k:0"),
                wrong(q + "bootstrap-servers has 'k:65536' in it: it should be host:port", "~bootstrap-servers",
                        "ok:1,k:65536"),
                wrong(q + "bootstrap-servers has 'k:99999999999' in it", "~bootstrap-servers", "k:99999999999"),
                wrong("kafka.bootstrap.servers has 'k' in it: it should be host:port", "kafka.bootstrap.servers", "k"),
                wrong(q + "security-protocol is 'SSLL': it should be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL",
                        "~security-protocol", "SSLL"),
                wrong("kafka.security.protocol is 'TLS': it should be one of", "kafka.bootstrap.servers", "k:1",
                        "kafka.security.protocol", "TLS"),
                wrong(q + "sasl.mechanism is 'SCRAM', but " + q + "sasl.username is set: it should be one of PLAIN, "
                        + "SCRAM-SHA-256, SCRAM-SHA-512", "~security-protocol", "SASL_SSL", "~sasl.mechanism", "SCRAM",
                        "~sasl.username", "u", "~sasl.password", "secret"),
                wrong(q + "sasl.mechanism is 'SCRAM', which Kafka does not know: it should be one of PLAIN",
                        "~security-protocol", "SASL_SSL", "~sasl.mechanism", "SCRAM"),
                wrong(q + "sasl.mechanism is not set, but " + q + "security-protocol is SASL_SSL: it should be one of",
                        "~security-protocol", "SASL_SSL"),
                wrong(q + "sasl.mechanism is not set, but " + q + "sasl.username is set", "~security-protocol", "SASL_SSL",
                        "~sasl.username", "u", "~sasl.password", "secret"),
                wrong(q + "sasl.mechanism is SCRAM-SHA-256, which needs credentials: " + q + "sasl.username and " + q
                        + "sasl.password, or " + q + "credentials-provider, should be set", "~security-protocol", "SASL_SSL",
                        "~sasl.mechanism", "SCRAM-SHA-256"),
                wrong(q + "sasl.mechanism is OAUTHBEARER, which needs a JAAS configuration: " + q
                        + "properties.\"sasl.jaas.config\" should be set", "~security-protocol", "SASL_SSL",
                        "~sasl.mechanism", "OAUTHBEARER"),
                wrong(q + "sasl.username is set, but not the password: both should be set", "~security-protocol", "SASL_SSL",
                        "~sasl.mechanism", "PLAIN", "~sasl.username", "u"),
                wrong(q + "sasl.username is set, but not the password", "~security-protocol", "SASL_SSL",
                        "~sasl.mechanism", "PLAIN", "~sasl.username", "u", "~sasl.password", "${not.there}"),
                wrong(q + "sasl.password is set, but not the username: both should be set", "~security-protocol", "SASL_SSL",
                        "~sasl.mechanism", "PLAIN", "~sasl.password", "secret"),
                wrong(q + "sasl.password or the username has a NUL character in it, which the mechanism PLAIN cannot carry",
                        "~security-protocol", "SASL_SSL", "~sasl.mechanism", "PLAIN", "~sasl.username", "u",
                        "~sasl.password", "secret\0x"),
                wrong(q + "credentials-provider cannot be set beside " + q + "sasl.username", "~security-protocol", "SASL_SSL",
                        "~sasl.mechanism", "PLAIN", "~sasl.username", "u", "~sasl.password", "secret",
                        "~credentials-provider", "vault"),
                wrong(q + "credentials-provider-name has no meaning without credentials-provider", "~credentials-provider-name",
                        "vault"),
                wrong(q + "security-protocol is PLAINTEXT, but " + q + "sasl.username is set: it should be SASL_SSL",
                        "~sasl.mechanism", "PLAIN", "~sasl.username", "u", "~sasl.password", "secret"),
                wrong(q + "properties.\"sasl.jaas.config\" cannot be set beside " + q + "sasl.username",
                        "~security-protocol", "SASL_SSL", "~sasl.mechanism", "PLAIN", "~sasl.username", "u",
                        "~sasl.password", "secret", "~properties.\"sasl.jaas.config\"", "org.acme.M required a=\"secret\";"),
                wrong(q + "properties.\"sasl.jaas.config\" is no JAAS configuration: it should be one login module",
                        "~security-protocol", "SASL_SSL", "~sasl.mechanism", "PLAIN", "~properties.\"sasl.jaas.config\"",
                        "org.acme.M required password=\"a\"secret;"),
                wrong(q + "properties.\"sasl.jaas.config\" begins with a login module that could not be found, org.acme.Mod: it "
                        + "should begin with the name of a class that is a javax.security.auth.spi.LoginModule",
                        "~security-protocol", "SASL_SSL", "~sasl.mechanism", "OTHER", "~properties.\"sasl.jaas.config\"",
                        "org.acme.Mod required password=\"a secret\";"),
                wrong(q + "properties.\"sasl.jaas.config\" begins with a login module that could not be found: it should",
                        "~security-protocol", "SASL_SSL", "~sasl.mechanism", "OTHER", "~properties.\"sasl.jaas.config\"",
                        "\"a secret\" required;"),
                wrong(q + "sasl.mechanism is 'PLAN', which neither the login module nor this JVM knows: it should be the "
                        + "mechanism of the login module in " + q + "properties.\"sasl.jaas.config\", or another of ",
                        "~security-protocol", "SASL_SSL", "~sasl.mechanism", "PLAN", "~properties.\"sasl.jaas.config\"",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" "
                                + "password=\"secret\";"),
                wrong(q + "security-protocol is SASL_PLAINTEXT, which does not use the TLS configuration that " + q
                        + "tls-configuration-name names: it should be SSL or SASL_SSL", "~tls-configuration-name", "my",
                        "~security-protocol", "SASL_PLAINTEXT"),
                wrong(q + "properties.\"acks\" cannot be 0", "~properties.acks", "0"),
                wrong("kafka.acks cannot be 0", "kafka.bootstrap.servers", "k:1", "kafka.acks", "0"),
                wrong(q + "properties.\"max.block.ms\" cannot be set, as the extension sets max.block.ms: it should be removed, "
                        + "or timeout used", "~properties.\"max.block.ms\"", "1"),
                wrong(q + "properties.\"value.serializer\" cannot be set", "~properties.\"value.serializer\"", "x.Y"),
                wrong(q + "properties.\"key.serializer\" cannot be set", "~properties.\"key.serializer\"", "x.Y"),
                wrong(q + "properties.\"transactional.id\" cannot be set", "~properties.\"transactional.id\"", "x"),
                wrong(q + "properties.\"linger.ms\" is 'soon': Not a number of type LONG", "~properties.\"linger.ms\"", "soon"),
                wrong("kafka.batch.size is '-1': Value must be at least 0", "kafka.bootstrap.servers", "k:1",
                        "kafka.batch.size", "-1"),
                wrong(q + "properties.\"partitioner.class\" is 'org.acme.Missing': Class org.acme.Missing could not be found",
                        "~properties.\"partitioner.class\"", "org.acme.Missing"),
                wrong(q + "properties.\"interceptor.classes\" has 'org.acme.Missing' in it: Class org.acme.Missing could not be "
                        + "found; it should be a public class that implements "
                        + "org.apache.kafka.clients.producer.ProducerInterceptor, with a public constructor",
                        "~properties.\"interceptor.classes\"", Interceptor.class.getName() + ", org.acme.Missing"),
                wrong("kafka.interceptor.classes is 'java.lang.String': it is no org.apache.kafka.clients.producer.ProducerInter",
                        "kafka.bootstrap.servers", "k:1", "kafka.interceptor.classes", "java.lang.String"),
                wrong(q + "properties.\"metric.reporters\" is 'org.apache.kafka.common.metrics.MetricsReporter': it is abstract",
                        "~properties.\"metric.reporters\"", "org.apache.kafka.common.metrics.MetricsReporter"),
                wrong(q + "properties.\"partitioner.class\" is '" + Hidden.class.getName() + "': it is not public",
                        "~properties.\"partitioner.class\"", Hidden.class.getName()),
                wrong(q + "properties.\"partitioner.class\" is '" + Needy.class.getName() + "': it has no constructor without",
                        "~properties.\"partitioner.class\"", Needy.class.getName()),
                wrong(q + "properties.\"partitioner.class\" is '" + Broken.class.getName() + "', which cannot be initialized "
                        + "(java.lang.IllegalStateException)", "~properties.\"partitioner.class\"", Broken.class.getName()),
                wrong(q + "properties.\"ssl.engine.factory.class\" is 'java.lang.String': it is no org.apache.kafka.common.",
                        "~properties.\"ssl.engine.factory.class\"", "java.lang.String"),
                wrong(q + "properties.\"security.providers\" has 'org.acme.Missing' in it: Class org.acme.Missing could not be",
                        "~properties.\"security.providers\"", "org.acme.Missing,org.acme.Other"),
                wrong(q + "properties.\"sasl.login.callback.handler.class\" is 'java.lang.String': it is no "
                        + "org.apache.kafka.common.security.auth.AuthenticateCallbackHandler",
                        "~properties.\"sasl.login.callback.handler.class\"", "java.lang.String"),
                wrong(q + "properties.\"ssl.endpoint.identification.algorithm\" is 'http': it should be https, or nothing",
                        "~properties.\"ssl.endpoint.identification.algorithm\"", "http"),
                wrong(q + "bootstrap-servers has 'http://k:1' in it: it should be host:port, with a port from 1 to 65535 and "
                        + "nothing in front", "~bootstrap-servers", "http://k:1"),
                wrong(q + "bootstrap-servers has 'HTTPS://k:1' in it", "~bootstrap-servers", "HTTPS://k:1"),
                wrong(q + "bootstrap-servers has '[hidden]@k:1' in it", "~bootstrap-servers", "u:secret@k:1"),
                wrong(q + "properties.\"buffer.memory\" leaves no room for a batch: buffer.memory, which is 1000, should be at "
                        + "least batch.size, which is 16384", "~properties.\"buffer.memory\"", "1000"),
                wrong(q + "properties.\"enable.idempotence\" cannot be true with acks=1: acks should be all",
                        "~properties.\"enable.idempotence\"", "true", "~properties.acks", "1"),
                wrong(q + "properties.\"enable.idempotence\" cannot be true with retries=0",
                        "~properties.\"enable.idempotence\"", "true", "~properties.retries", "0"),
                wrong(q + "properties.\"max.in.flight.requests.per.connection\" is 6, but an idempotent producer can have at "
                        + "most 5", "~properties.\"max.in.flight.requests.per.connection\"", "6"),
                wrong(q + "properties.\"delivery.timeout.ms\" is 1000: it should be at least linger.ms + request.timeout.ms, "
                        + "which is 30000", "~properties.\"delivery.timeout.ms\"", "1000", "~timeout", "1s"),
                wrong(q + "timeout is PT-1S: it should be a positive duration", "~timeout", "-1s"),
                wrong(q + "timeout is PT0S: it should be a positive duration", "~timeout", "0s"),
                wrong(q + "timeout is PT3M, above delivery.timeout.ms, after which the Kafka client gives up: it should be at "
                        + "most 120000 ms, or " + q + "properties.\"delivery.timeout.ms\" raised", "~timeout", "3m"),
                wrong(q + "close-timeout is PT-1S: it should be zero or positive", "~close-timeout", "-1s"),
                wrong(q + "max-pending-records is 0: it should be at least 1", "~max-pending-records", "0"),
                wrong(q + "max-pending-bytes is 0: it should be at least 1", "~max-pending-bytes", "0"));
    }

    public static class Interceptor implements ProducerInterceptor<Object, Object> {
        @Override
        public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    static class Hidden extends RoundRobinPartitioner {
    }

    public static class Needy extends RoundRobinPartitioner {
        public Needy(String need) {
        }
    }

    public static class Broken extends RoundRobinPartitioner {
        static {
            if (true) {
                throw new IllegalStateException("secret");
            }
        }
    }

    private static Arguments wrong(String message, String... properties) {
        return arguments(message, properties);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isToldByItsName(String message, String[] properties) {
        boolean servers = message.contains("broker") || Stream.of(properties).anyMatch(p -> p.contains("bootstrap"));
        String[] all = servers ? properties
                : Stream.concat(Stream.of("~bootstrap-servers", "k:1"), Stream.of(properties)).toArray(String[]::new);

        assertThatThrownBy(() -> settings(DEFAULT, all)).isInstanceOf(WrongSettingException.class)
                .hasMessageContaining(message).hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void theDevModePageIsNotGivenThePropertiesThatHaveSecrets() {
        assertThat(keys("quarkus.kafka-producer.sasl.password", "is wrong")).isEmpty();
        assertThat(keys("quarkus.kafka-producer.\"a\".properties.\"sasl.jaas.config\"", "is wrong")).isEmpty();
        assertThat(keys("kafka.ssl.key.password", "is wrong")).isEmpty();
        assertThat(keys("kafka.bootstrap.servers", "has '[hidden]@k:1' in it")).isEmpty();
        assertThat(keys("kafka.bootstrap.servers", "has 'k' in it")).containsExactly("kafka.bootstrap.servers");
        assertThat(keys("quarkus.kafka-producer.properties.\"acks\"", "is 2"))
                .containsExactly("quarkus.kafka-producer.properties.\"acks\"");
    }

    private static Set<String> keys(String property, String shouldBe) {
        return WrongSettingException.of(property, shouldBe).inConfiguration().getConfigKeys();
    }

    @Test
    void theNameOfAListenerMayStandBeforeAHost() {
        assertThat(settings(DEFAULT, "~bootstrap-servers", "PLAINTEXT://k:1,OUTSIDE://[::1]:2").client().bootstrapServers())
                .isEqualTo("PLAINTEXT://k:1,OUTSIDE://[::1]:2");
    }

    @Test
    void ofANamedProducerIsToldByTheNameThatItWasSetBy() {
        assertThatThrownBy(() -> settings("payments", "~\"payments\".bootstrap-servers", "k"))
                .hasMessageStartingWith("quarkus.kafka-producer.\"payments\".bootstrap-servers has 'k' in it");
        assertThatThrownBy(() -> settings("payments", "~\"payments\".bootstrap-servers", "k:1", "~timeout", "-1s"))
                .hasMessageStartingWith("quarkus.kafka-producer.timeout is PT-1S");
        assertThatThrownBy(() -> settings("payments"))
                .hasMessageContaining("set kafka.bootstrap.servers or quarkus.kafka-producer.bootstrap-servers or "
                        + "quarkus.kafka-producer.\"payments\".bootstrap-servers to host:port");
    }

    @Test
    void ofAKafkaConfigIsToldByItsMethod() {
        KafkaConfig.Builder config = KafkaConfig.builder();
        assertThatThrownBy(() -> ProducerSettings.of(config.build()))
                .hasMessageContaining("No Kafka broker is configured: set KafkaConfig.bootstrapServers to host:port");
        config.bootstrapServers("k:1").securityProtocol("SASL_SSL").saslMechanism("SCRAM-SHA-256");
        assertThatThrownBy(() -> ProducerSettings.of(config.build()))
                .hasMessageContaining("KafkaConfig.saslPlainUsername and KafkaConfig.saslPlainPassword should be set");
    }

    @Test
    void whatWeakensThePromisesOrIsUnknownIsWarnedAboutByName() {
        assertThat(settings(DEFAULT, "kafka.bootstrap.servers", "k:1", "kafka.acks", "1", "kafka.some.thing", "1",
                "~properties.retries", "0", "~properties.\"enable.idempotence\"", "false", "~properties.\"compresion.type\"",
                "zstd").warnings())
                .hasSize(4)
                .anyMatch(warning -> warning.startsWith("kafka.acks is 1: "))
                .anyMatch(warning -> warning.startsWith("quarkus.kafka-producer.properties.\"retries\" is 0: "))
                .anyMatch(warning -> warning.startsWith("quarkus.kafka-producer.properties.\"enable.idempotence\" is false: "))
                .anyMatch(warning -> warning.startsWith(
                        "quarkus.kafka-producer.properties.\"compresion.type\" is not known to Kafka's producer"));
    }

    @Test
    void storesBesideATlsConfigurationAreWarnedAbout() {
        assertThat(settings(DEFAULT, "~bootstrap-servers", "k:1", "~tls-configuration-name", "my",
                "~properties.\"ssl.truststore.location\"", "/trust.p12",
                "~properties.\"ssl.endpoint.identification.algorithm\"", "").warnings())
                .containsExactly("quarkus.kafka-producer.properties.\"ssl.truststore.location\" has no effect, as "
                        + "quarkus.kafka-producer.tls-configuration-name says where keys and trust come from");
    }

    @Test
    void nothingShowsAPassword() {
        ProducerSettings settings = settings(DEFAULT, "~bootstrap-servers", "k:1", "~security-protocol", "SASL_SSL",
                "~sasl.mechanism", "PLAIN", "~sasl.username", "user", "~sasl.password", "secret",
                "~properties.\"ssl.key.password\"", "secret", "~properties.\"vendors.token\"", "secret");

        assertThat(settings.toString() + settings.client() + settings.client().login()).contains("user")
                .doesNotContain("secret");
        assertThat(KafkaConfig.builder().bootstrapServers("k:1").saslPlainPassword("secret")
                .property("ssl.key.password", "secret").property("vendors.token", "secret").property("acks", "all").build())
                .hasToString("KafkaConfig[bootstrapServers=[k:1], securityProtocol=null, saslMechanism=null, "
                        + "saslPlainUsername=null, saslPlainPassword=[hidden], clientId=null, properties={acks=all, "
                        + "ssl.key.password=[hidden], vendors.token=[hidden]}]");
    }
}
