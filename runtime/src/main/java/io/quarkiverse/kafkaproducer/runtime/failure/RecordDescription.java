package io.quarkiverse.kafkaproducer.runtime.failure;

import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;
import io.quarkiverse.kafkaproducer.runtime.text.KeyText;

/**
 * The part of a failure's message that describes the record. Never its value.
 *
 * @param key a {@code String}, a {@code byte[]} or null
 */
public record RecordDescription(ProducerDescription producer, String topic, Object key) {

    public PropertyNames names() {
        return producer.names();
    }

    /** Returns {@code the record for topic 'orders' (key 'user-123')}. */
    public String text() {
        String text = "the record for topic '" + topic + "'";
        return key == null || !producer.keys() ? text : text + " (key " + KeyText.quoted(key) + ')';
    }

    /** Returns the same at the beginning of a sentence. */
    public String begin() {
        return "T" + text().substring(1);
    }
}
