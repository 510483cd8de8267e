package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;

/** Production Configuration. */
@QuarkusTest
class E07ProductionConfigurationTest extends Example {

    private static final String STORE_PASSWORD = "store-secret";

    private final List<String> alerts = new ArrayList<>();

    @Test
    void aCriticalPaymentOverTlsWithScram(@TempDir Path certificates) throws Exception {
        new CertificateGenerator(certificates, true).generate(new CertificateRequest().withName("kafka").withCN("localhost")
                .withPassword(STORE_PASSWORD).withFormat(Format.PKCS12));
        try (KafkaCluster kafka = KafkaCluster.builder().host("localhost").scramUser("producer_app", "secure_password")
                .tls(certificates.resolve("kafka-keystore.p12"), STORE_PASSWORD).start()) {
            KafkaConfig.Builder config = KafkaConfig.builder()
                    .bootstrapServers(kafka.bootstrapServers("SASL_SSL"))
                    .securityProtocol("SASL_SSL")
                    .saslMechanism("SCRAM-SHA-256")
                    .saslPlainUsername("producer_app")
                    .saslPlainPassword("secure_password")
                    .clientId("payment-service-v1")
                    .property("ssl.truststore.type", "PKCS12")
                    .property("ssl.truststore.location", certificates.resolve("kafka-truststore.p12").toString())
                    .property("ssl.truststore.password", STORE_PASSWORD);
            try (CloseableProducer payments = instances.create(config.build()).newProducer()) {
                pay(payments);
            }
            assertThat(alerts).isEmpty();

            KafkaConfig wrong = config.saslPlainPassword("wrong_password").build();
            try (CloseableProducer payments = instances.create(wrong).newProducer()) {
                assertThatThrownBy(() -> pay(payments)).hasRootCauseInstanceOf(SaslAuthenticationException.class);
            }
            assertThat(alerts).singleElement().asString().startsWith("Critical payment event failed: ")
                    .doesNotContain("wrong_password");
        }
    }

    private void pay(Producer payments) {
        try {
            payments.send("payments",
                    Map.of("transaction_id", "TXN-12345", "amount", 1500.00, "status", "authorized"),
                    "TXN-12345",
                    Duration.ofSeconds(30)); // longer for critical data
        } catch (SendException e) {
            alerts.add("Critical payment event failed: " + e.getMessage());
            throw e;
        }
    }
}
