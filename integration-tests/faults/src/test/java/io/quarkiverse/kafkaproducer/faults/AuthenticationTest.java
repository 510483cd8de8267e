package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

class AuthenticationTest {

    @Test
    void sendsWorkAsSoonAsTheBrokerKnowsTheUserThatItRefusedBefore() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().scramUser("admin", "admin-secret").start();
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers("SASL_PLAINTEXT"),
                        Map.of("security-protocol", "SASL_PLAINTEXT",
                                "sasl.mechanism", "SCRAM-SHA-256", "sasl.username", "late", "sasl.password", "late-secret",
                                "close-timeout", "200MS"))) {
            Producer producer = tested.blocking();
            for (int i = 0; i < 3; i++) {
                SendRejectedException refused = catchThrowableOfType(SendRejectedException.class,
                        () -> producer.send("orders", "x"));
                assertThat(refused).hasRootCauseInstanceOf(SaslAuthenticationException.class)
                        .hasMessageNotContaining("late-secret");
                assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("late",
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), "late-secret"))).all().get(30,
                                TimeUnit.SECONDS);
            }

            Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreException(SendRejectedException.class)
                    .until(() -> producer.send("orders", "x", Duration.ofSeconds(5)).offset() == 0);
            assertThat(catchThrowableOfType(SendException.class, () -> producer.send("orders", "y"))).isNull();
        }
    }

    @Test
    void aRecordInFlightEndsAtOnceWhenTheBrokerRefusesAChangedPassword() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().scramUser("admin", "admin-secret").scramUser("app", "app-secret")
                .property("connections.max.reauth.ms", "2000").start();
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers("SASL_PLAINTEXT"),
                        Map.of("security-protocol", "SASL_PLAINTEXT",
                                "sasl.mechanism", "SCRAM-SHA-256", "sasl.username", "app", "sasl.password", "app-secret",
                                "close-timeout", "200MS", "timeout", "30S"))) {
            Producer producer = tested.blocking();
            producer.send("orders", "x");
            changePassword(kafka, "app", "other-secret");

            long[] start = new long[1];
            SendException refused = catchThrowableOfType(SendException.class, () -> {
                while (true) {
                    start[0] = System.nanoTime();
                    producer.send("orders", "y");
                }
            });

            assertThat(Duration.ofNanos(System.nanoTime() - start[0])).isLessThan(Duration.ofSeconds(15));
            assertThat(refused).hasRootCauseInstanceOf(SaslAuthenticationException.class)
                    .hasMessageNotContaining("app-secret");
            changePassword(kafka, "app", "app-secret");
            Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreException(SendRejectedException.class)
                    .until(() -> producer.send("orders", "z", Duration.ofSeconds(5)).hasOffset());
        }
    }

    private static void changePassword(KafkaCluster kafka, String user, String password) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), password))).all().get(30, TimeUnit.SECONDS);
        }
    }
}
