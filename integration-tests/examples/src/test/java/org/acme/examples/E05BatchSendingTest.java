package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkus.test.junit.QuarkusTest;

/** Batch Sending. */
@QuarkusTest
class E05BatchSendingTest extends Example {

    private static final class Unwritable {
    }

    private static final List<Object> EVENTS = List.of(
            Map.of("event", "click", "element_id", "btn-1"),
            new Unwritable(),
            Map.of("event", "scroll", "position", 500),
            Map.of("event", "click", "element_id", "btn-2"));

    private static final String[] WRITTEN = {
            "{\"event\": \"click\", \"element_id\": \"btn-1\"}",
            "{\"event\": \"scroll\", \"position\": 500}",
            "{\"event\": \"click\", \"element_id\": \"btn-2\"}" };

    @Test
    void oneAfterTheOther() {
        List<String> failures = new ArrayList<>();

        for (Object event : EVENTS) {
            try {
                producer.send("analytics", event, Duration.ofSeconds(5));
            } catch (SendException e) {
                failures.add("Failed to send event: " + e.getMessage());
            }
        }

        assertThat(failures).hasSize(1);
        assertWritten("analytics", WRITTEN);
    }

    @Test
    void together() {
        List<ProducerRecord<String, Object>> records = EVENTS.stream()
                .map(event -> new ProducerRecord<String, Object>("analytics", event)).toList();

        BatchSendException failure = catchThrowableOfType(BatchSendException.class,
                () -> producer.sendAll(records, Duration.ofSeconds(5)));

        assertThat(failure.results()).extracting(SendResult::acknowledged).containsExactly(true, false, true, true);
        assertWritten("analytics", WRITTEN);
    }
}
