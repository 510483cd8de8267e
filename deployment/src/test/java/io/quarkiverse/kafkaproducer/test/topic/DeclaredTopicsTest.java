package io.quarkiverse.kafkaproducer.test.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

/** Declared topics at a broker that creates none by itself. */
class DeclaredTopicsTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** A system property, as this class is loaded twice: by JUnit, which starts the broker, and in the application. */
    private static final String SERVERS = DeclaredTopicsTest.class.getName() + ".servers";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-smallrye-health", Version.getVersion())))
            .setAfterAllCustomizer(Started::close)
            .overrideConfigKey("kafka.bootstrap.servers", servers())
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.kafka-producer.health.enabled", "true")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.topics.create", "true")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.topics.check", "fail")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.timeout", "60S")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.properties.\"metadata.max.age.ms\"", "300");

    private static synchronized String servers() {
        if (System.getProperty(SERVERS) == null) {
            System.setProperty(SERVERS, Started.KAFKA.bootstrapServers());
        }
        return System.getProperty(SERVERS);
    }

    private static final class Started {
        private static final KafkaCluster KAFKA = KafkaCluster.builder().property("auto.create.topics.enable", "false").start();

        private static void close() {
            KAFKA.close();
            System.clearProperty(SERVERS);
        }
    }

    @Inject
    @Topic("declared-orders")
    TopicProducer<String> orders;

    @Inject
    @Topic("declared-invoices")
    TopicProducer<String> invoices;

    @TestHTTPResource("/q/health/ready")
    URL ready;

    @Test
    void areCreatedAtTheStartAndMissedByTheReadinessCheckWhenTheyAreGone() throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)))) {
            assertThat(admin.listTopics().names().get()).contains("declared-orders", "declared-invoices");
            assertThat(orders.send("first").offset()).isZero();
            assertThat(health().statusCode()).isEqualTo(200);

            admin.deleteTopics(Set.of("declared-invoices")).all().get();

            await().atMost(BOUND).untilAsserted(() -> assertThat(health().body())
                    .contains("DOWN: topic 'declared-invoices' does not exist"));
            assertThat(health().statusCode()).isEqualTo(503);

            admin.createTopics(List.of(new NewTopic("declared-invoices", 1, (short) 1))).all().get();

            await().atMost(BOUND).untilAsserted(() -> assertThat(health().statusCode()).isEqualTo(200));
            assertThat(invoices.send("first").offset()).isZero();
        }
    }

    private HttpResponse<String> health() throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(ready.toString())).build(),
                BodyHandlers.ofString());
    }
}
