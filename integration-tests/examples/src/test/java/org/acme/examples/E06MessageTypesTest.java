package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.quarkus.test.junit.QuarkusTest;

/** Different Message Types. */
@QuarkusTest
class E06MessageTypesTest extends Example {

    @JsonNaming(SnakeCaseStrategy.class)
    record UserEvent(String eventType, String userId, String email, Instant timestamp) {
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record PaymentEvent(String paymentId, String orderId, double amount, String currency, String status) {
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record LogEvent(String level, String service, String message, int durationMs) {
    }

    @Test
    void userEvent() {
        producer.send("users",
                new UserEvent("user_registered", "USR-123", "user@example.com", Instant.parse("2026-01-02T03:04:05Z")));

        assertWritten("users", "{\"event_type\": \"user_registered\", \"user_id\": \"USR-123\", "
                + "\"email\": \"user@example.com\", \"timestamp\": \"2026-01-02T03:04:05Z\"}");
    }

    @Test
    void paymentEvent() {
        producer.send("payments", new PaymentEvent("PAY-456", "ORD-789", 299.99, "USD", "completed"), "ORD-789");

        assertThat(written("payments", 1)).extracting(ConsumerRecord::key).containsExactly("ORD-789");
        assertWritten("payments", "{\"payment_id\": \"PAY-456\", \"order_id\": \"ORD-789\", \"amount\": 299.99, "
                + "\"currency\": \"USD\", \"status\": \"completed\"}");
    }

    @Test
    void logEvent() {
        producer.send("logs", new LogEvent("INFO", "api", "Request processed successfully", 45));

        assertWritten("logs", "{\"level\": \"INFO\", \"service\": \"api\", "
                + "\"message\": \"Request processed successfully\", \"duration_ms\": 45}");
    }
}
