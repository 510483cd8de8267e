package io.quarkiverse.kafkaproducer.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The figures, traces and health of an outbox, for those who operate it. */
@QuarkusTest
@QuarkusTestResource(Brokers.class)
class OutboxTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PUBLISHED = "kafka_producer_outbox_publish_seconds_count";

    @Inject
    Outbox outbox;

    @Inject
    OutboxMonitor monitor;

    @Inject
    DataSource database;

    @Inject
    Tracer tracer;

    @Inject
    ExportedSpans spans;

    private static double gauge(String name) {
        return Scrape.now().value("kafka_producer_outbox_" + name, Map.of());
    }

    @Test
    void theTraceOfTheTransactionGoesOnThroughTheTable() {
        UUID id;
        Span caller = tracer.spanBuilder("caller").startSpan();
        try (Scope current = caller.makeCurrent()) {
            id = QuarkusTransaction.requiringNew().call(() -> outbox.send("traced-outbox", 1, "key"));
        } finally {
            caller.end();
        }

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        SpanData send = spans.ofSends("traced-outbox", 1).get(0);
        assertThat(send.getTraceId()).isEqualTo(caller.getSpanContext().getTraceId());
        assertThat(send.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
        ConsumerRecord<?, ?> read = TopicContent.of("traced-outbox").get(0);
        assertThat(TopicContent.headers(read, "traceparent"))
                .containsExactly("00-" + send.getTraceId() + "-" + send.getSpanId() + "-01");
        assertThat(TopicContent.headers(read, Outbox.ID_HEADER)).containsExactly(id.toString());
    }

    @Test
    void whatHasWaitedTooLongIsSeenInGaugesAndByHealthUntilItIsPublished() throws SQLException {
        QuarkusTransaction.requiringNew().run(() -> outbox.send("metered-outbox", 0));
        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        assertThat(Endpoint.get("/q/health/ready").body()).contains("Kafka outbox health check");
        double published = Scrape.now().value(PUBLISHED, Map.of());
        assertThat(published).isPositive();

        UUID id = UUID.randomUUID();
        execute("INSERT INTO kafka_outbox (lane, message_id, topic, \"KEY\", \"VALUE\", created, attempts, retry_at) VALUES "
                + "(5, '" + id + "', 'metered-outbox', X'6b6579', X'31', DATEADD(HOUR, -1, CURRENT_TIMESTAMP), 2, "
                + "DATEADD(HOUR, 1, CURRENT_TIMESTAMP))");

        assertThat(isReady()).isFalse();
        await().atMost(SOON).until(() -> gauge("pending_records") == 1);
        assertThat(gauge("blocked_records")).isEqualTo(1);
        assertThat(gauge("oldest_seconds")).isBetween(3_600.0, 4_000.0);

        monitor.retry(id);
        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        assertThat(isReady()).isTrue();
        await().atMost(SOON).until(() -> gauge("pending_records") == 0);
        assertThat(gauge("oldest_seconds")).isZero();
        assertThat(Scrape.now().value(PUBLISHED, Map.of())).isEqualTo(published + 1);
        assertThat(Scrape.now().value(PUBLISHED.replace("count", "sum"), Map.of())).isGreaterThan(3_600);
    }

    /** By this check alone: other producers of the application have no broker. */
    private static boolean isReady() {
        String checks = Endpoint.get("/q/health/ready").body();
        int name = checks.indexOf("Kafka outbox health check");
        assertThat(name).isPositive();
        String status = checks.substring(checks.indexOf("\"status\"", name));
        return status.substring(0, status.indexOf(',')).contains("UP");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
