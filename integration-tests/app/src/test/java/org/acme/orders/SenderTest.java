package org.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.inject.Inject;

import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Without a broker, by the mock. */
@QuarkusTest
@TestProfile(SenderTest.Mocked.class)
class SenderTest {

    public static class Mocked implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.kafka-producer.mock", "true");
        }
    }

    private static final String LINES = """
            {"order_id": "ORD-001", "user_id": "user-123", "amount": 12.50}
            not JSON
            {"order_id": "ORD-002", "user_id": "user-456"}
            """;

    @Inject
    Sender sender;

    @Inject
    ObjectMapper mapper;

    @Inject
    SentRecords sent;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Sending send() throws IOException {
        try (Report report = new Report(new PrintStream(OutputStream.nullOutputStream()), new PrintStream(err), null)) {
            return sender.send(
                    new JsonLines(new ByteArrayInputStream(LINES.getBytes(StandardCharsets.UTF_8)), mapper), "orders",
                    new KeyField("user_id"), report);
        }
    }

    /** Twice, as each begins with nothing sent. */
    @RepeatedTest(2)
    void whatIsJsonIsSentAsItIs() throws IOException {
        Sending sending = send();

        assertThat(sending.sent()).isEqualTo(2);
        assertThat(sending.failed()).isEqualTo(1);
        assertThat(sent.to("orders").keys()).containsExactly("user-123", "user-456");
        assertThat(sent.to("orders").records()).extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly("{\"order_id\":\"ORD-001\",\"user_id\":\"user-123\",\"amount\":12.50}",
                        "{\"order_id\":\"ORD-002\",\"user_id\":\"user-456\"}");
    }

    @Test
    void whatTheBrokerRefusesDoesNotStopTheOthers() throws IOException {
        sent.failNext(new TopicAuthorizationException("Not authorized to access topics: [orders]"));

        Sending sending = send();

        assertThat(sending.sent()).isEqualTo(1);
        assertThat(sending.failed()).isEqualTo(2);
        assertThat(sent.to("orders").keys()).containsExactly("user-456");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Not authorized to access topics: [orders]");
    }
}
