package org.acme.examples;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkus.test.junit.QuarkusTest;

/** Basic Message Sending. */
@QuarkusTest
class E02BasicMessageSendingTest extends Example {

    @Test
    void basicMessageSending() {
        KafkaConfig config = KafkaConfig.builder().bootstrapServers(servers).build();
        try (CloseableProducer producer = instances.create(config).newProducer()) {
            producer.send("events", Map.of("type", "user_login", "user_id", 456));
            producer.send("events", Map.of("type", "page_view", "page", "/home"));
            producer.send("events", Map.of("type", "user_logout", "user_id", 456));
        }

        assertWritten("events", "{\"type\": \"user_login\", \"user_id\": 456}",
                "{\"type\": \"page_view\", \"page\": \"/home\"}",
                "{\"type\": \"user_logout\", \"user_id\": 456}");
    }
}
