package io.quarkiverse.kafkaproducer.broker;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;

class SecurityTest {

    private static final String PASSWORD = "a\"b\\c;d'e,f=g #h \u00fc\u20ac {i}\\";
    private static final String STORE_PASSWORD = "store\\:=#\"pass";

    @TempDir
    static Path certificates;

    private static KafkaCluster kafka;

    @BeforeAll
    static void start() throws Exception {
        new CertificateGenerator(certificates, true).generate(new CertificateRequest().withName("kafka").withCN("localhost")
                .withPassword(STORE_PASSWORD).withFormat(Format.PKCS12).withClientCertificate());
        kafka = KafkaCluster.builder().host("localhost").authorizer(true)
                .plainUser("pl\"ain us=er", PASSWORD)
                .scramUser("scram=user", PASSWORD)
                .tls(certificates.resolve("kafka-keystore.p12"), STORE_PASSWORD,
                        certificates.resolve("kafka-server-truststore.p12"), STORE_PASSWORD)
                .start();
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource({ "PLAIN,SASL_PLAINTEXT", "SCRAM-SHA-256,SASL_PLAINTEXT", "SCRAM-SHA-512,SASL_PLAINTEXT", "PLAIN,SASL_SSL",
            "SCRAM-SHA-512,SASL_SSL" })
    void knowsUsersByAnyPassword(String mechanism, String protocol) throws Exception {
        try (Admin admin = user(mechanism, protocol, PASSWORD).admin()) {
            assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS)).singleElement()
                    .satisfies(node -> assertThat(node.host()).isEqualTo("localhost"));
        }
    }

    @ParameterizedTest
    @CsvSource({ "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512" })
    void refusesOtherPasswords(String mechanism) {
        try (Admin admin = user(mechanism, "SASL_PLAINTEXT", PASSWORD + "x").admin()) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void allowsUsersWhatTheirAclsSay() throws Exception {
        Clients user = user("SCRAM-SHA-256", "SASL_PLAINTEXT", PASSWORD);
        assertThatThrownBy(() -> user.send("guarded", "too early")).hasCauseInstanceOf(TopicAuthorizationException.class);
        try (Admin admin = Clients.of(kafka.bootstrapServers()).admin()) {
            admin.createAcls(Stream.of(CREATE, WRITE).map(SecurityTest::acl).toList()).all().get();
        }
        user.send("guarded", "allowed");
        assertThat(Clients.of(kafka.bootstrapServers()).read("guarded", 1)).containsExactly("allowed");
    }

    private static AclBinding acl(AclOperation operation) {
        return new AclBinding(new ResourcePattern(ResourceType.TOPIC, "guarded", PatternType.LITERAL),
                new AccessControlEntry("User:scram=user", "*", operation, AclPermissionType.ALLOW));
    }

    @Test
    void requiresClientCertificates() throws Exception {
        Clients anyone = trusting("SSL");
        try (Admin admin = anyone.with("default.api.timeout.ms", 5000).with("request.timeout.ms", 4000).admin()) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
        Clients known = anyone.with("ssl.keystore.location", certificates.resolve("kafka-client-keystore.p12").toString())
                .with("ssl.keystore.password", STORE_PASSWORD).with("ssl.keystore.type", "PKCS12");
        try (Admin admin = known.admin()) {
            assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    private static Clients user(String mechanism, String protocol, String password) {
        String name = mechanism.equals("PLAIN") ? "pl\"ain us=er" : "scram=user";
        return trusting(protocol).with("sasl.mechanism", mechanism).with("sasl.jaas.config",
                JaasConfig.client(mechanism, name, password));
    }

    private static Clients trusting(String protocol) {
        Clients clients = Clients.of(kafka.bootstrapServers(protocol)).with("security.protocol", protocol);
        return List.of("SSL", "SASL_SSL").contains(protocol) ? clients
                .with("ssl.truststore.location", certificates.resolve("kafka-client-truststore.p12").toString())
                .with("ssl.truststore.password", STORE_PASSWORD).with("ssl.truststore.type", "PKCS12") : clients;
    }
}
