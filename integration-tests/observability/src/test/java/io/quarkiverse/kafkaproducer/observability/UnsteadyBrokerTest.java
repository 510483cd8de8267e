package io.quarkiverse.kafkaproducer.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Tests health and metrics while a broker is killed, or stands still. */
@QuarkusTest
@QuarkusTestResource(Brokers.class)
@TestMethodOrder(OrderAnnotation.class)
class UnsteadyBrokerTest {

    /** More than the producer's own, with which its silence is measured: a topic is made first. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static KafkaCluster unsteady;

    @Inject
    @ProducerName("unsteady")
    Producer producer;

    @Inject
    @ProducerName("nowhere")
    Producer nowhere;

    @Inject
    ObjectMapper json;

    @BeforeAll
    static void start() {
        int port = ConfigProvider.getConfig().getValue(Brokers.UNSTEADY_PORT, Integer.class);
        unsteady = KafkaCluster.builder().port(port).start();
    }

    @AfterAll
    static void stop() {
        unsteady.close();
    }

    private record Health(int httpStatus, JsonNode check) {

        private String entry(String producer) {
            return check.get("data").get(producer).asText();
        }
    }

    private Health health() throws Exception {
        HttpResponse<String> response = Endpoint.get("/q/health/ready");
        for (JsonNode check : json.readTree(response.body()).get("checks")) {
            if (check.get("name").asText().equals("Kafka producers health check")) {
                return new Health(response.statusCode(), check);
            }
        }
        throw new AssertionError("No check of producers in " + response.body());
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100));
    }

    @Test
    @Order(1)
    void aProducerIsUpUntilItsBrokerIsKilledAndAgainAfterTheRestart() throws Exception {
        assertThat(health().entry("unsteady")).as("not used yet").isEqualTo("UP");
        producer.send("unsteady", 1, LIMIT);
        assertThat(health().entry("unsteady")).isEqualTo("UP");
        assertThat(health().httpStatus()).isEqualTo(200);

        unsteady.node(0).kill();

        soon().untilAsserted(() -> assertThat(health().httpStatus()).isEqualTo(503));
        assertThat(health().check().get("status").asText()).isEqualTo("DOWN");
        assertThat(health().entry("unsteady")).startsWith("DOWN: the connection to 127.0.0.1:")
                .contains(" was lost ");
        assertThat(health().entry("nowhere")).as("not used yet").isEqualTo("UP");

        unsteady.node(0).start();

        soon().untilAsserted(() -> assertThat(health().httpStatus()).isEqualTo(200));
        assertThat(health().entry("unsteady")).isEqualTo("UP");
    }

    @Test
    @Order(2)
    void aBrokerThatStandsStillIsSeenByWhatWaitsForItsAnswer() throws Exception {
        Map<String, String> labels = Map.of("producer", "unsteady");
        producer.send("unsteady", 1, LIMIT);
        unsteady.node(0).freeze();
        assertThatThrownBy(() -> producer.send("unsteady", 2, Duration.ofMillis(500)))
                .isInstanceOfSatisfying(SendTimeoutException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));

        assertThat(Scrape.now().value("kafka_producer_pending_records", labels)).isEqualTo(1);
        assertThat(Scrape.now().value("kafka_producer_pending_bytes", labels)).isPositive();
        soon().untilAsserted(() -> assertThat(health().entry("unsteady")).startsWith("DOWN: no answer from "));

        unsteady.node(0).thaw();

        soon().untilAsserted(() -> assertThat(health().entry("unsteady")).isEqualTo("UP"));
        soon().untilAsserted(() -> assertThat(Scrape.now().value("kafka_producer_late_acknowledgments_total",
                Map.of("producer", "unsteady", "topic", "unsteady"))).isEqualTo(1));
        assertThat(Scrape.now().value("kafka_producer_pending_records", labels)).isZero();
    }

    @Test
    @Order(3)
    void aProducerThatNeverFoundItsBrokerIsDownOnceItIsUsed() throws Exception {
        assertThat(health().entry("nowhere")).isEqualTo("UP");

        assertThatThrownBy(() -> nowhere.send("unsteady", 1, Duration.ofMillis(300))).isInstanceOf(SendTimeoutException.class);

        // its client may still be in the making
        soon().untilAsserted(
                () -> assertThat(health().entry("nowhere"))
                        .startsWith("DOWN: no connection to 127.0.0.1:1 could be established")
                        .endsWith(": start the broker, or correct quarkus.kafka-producer.\"nowhere\".bootstrap-servers"));
    }
}
