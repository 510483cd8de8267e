package io.quarkiverse.kafkaproducer.runtime.dev;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A record to send, from the form.
 *
 * @param key null for none
 * @param value as JSON, null for none, which makes a tombstone
 */
public record Message(String producer, String topic, String key, List<Header> headers, String value) {

    public record Header(String name, String value) {
    }

    /** Numbers stay as they were typed. */
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build().readerFor(JsonNode.class);

    /**
     * @param plain whether a serializer of the application is given what the JSON stands for, such as a {@code String} or a
     *        {@code Map}; otherwise the value is the JSON itself
     * @throws IllegalArgumentException if the value is no JSON; the message does not quote it
     */
    ProducerRecord<String, Object> toRecord(boolean plain) {
        ProducerRecord<String, Object> record = new ProducerRecord<>(topic, key, value(plain));
        if (headers != null) {
            headers.forEach(header -> record.headers().add(header.name(),
                    header.value() == null ? null : header.value().getBytes(StandardCharsets.UTF_8)));
        }
        return record;
    }

    private Object value(boolean plain) {
        if (value == null) {
            return null;
        }
        try {
            JsonNode json = JSON.readValue(value);
            if (json == null || json.isMissingNode()) {
                throw new IllegalArgumentException("The value is empty: it should be JSON");
            }
            return plain ? JSON.treeToValue(json, Object.class) : json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The value is not JSON: see line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
    }
}
