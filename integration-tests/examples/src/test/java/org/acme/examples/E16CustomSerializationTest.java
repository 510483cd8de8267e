package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** Custom Serialization. */
@QuarkusTest
class E16CustomSerializationTest extends Example {

    @Test
    void aSerializerOfOnesOwn() throws Exception {
        Serializer<Object> serializer = (topic, value) -> ("<" + value + ">").getBytes(StandardCharsets.UTF_8);
        try (var producer = kafka().getProducer(Map.of("value.serializer", serializer))) {
            producer.send(new ProducerRecord<>("own-format", "hello")).get(60, TimeUnit.SECONDS);
        }

        assertThat(written("own-format", 1)).extracting(ConsumerRecord::value).containsExactly("<hello>");
    }
}
