package io.quarkiverse.kafkaproducer.runtime.prepare;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

import io.quarkiverse.kafkaproducer.runtime.config.CloudEventSettings;

/**
 * Makes records events of CloudEvents 1.0, in its binary mode for Kafka: the attributes are headers, the value stays as it is.
 * Attributes that a record has already stay, too.
 */
public final class CloudEvents implements Preparation {

    private static final byte[] VERSION = bytes("1.0");
    private static final String CONTENT_TYPE = "content-type";

    /**
     * The attributes that all events of a topic share.
     *
     * @param contentType of the values; null if it is not known
     */
    private record Attributes(byte[] source, byte[] type, byte[] contentType) {

        private Attributes(String source, String type, String contentType) {
            this(bytes(source), bytes(type), contentType == null ? null : bytes(contentType));
        }
    }

    /** Makes them from what is configured. */
    public static CloudEvents of(CloudEventSettings settings, String contentTypeOfEncoder) {
        String contentType = settings.contentType().orElse(contentTypeOfEncoder);
        Map<String, Attributes> topics = new HashMap<>();
        settings.topics().forEach((topic, event) -> topics.put(topic, new Attributes(event.source(), event.type(),
                contentType)));
        CloudEventSettings.Event event = settings.byDefault();
        return new CloudEvents(event == null ? null : new Attributes(event.source(), event.type(), contentType), topics);
    }

    private final Attributes byDefault;
    private final Map<String, Attributes> topics;

    /**
     * @param byDefault for topics that have none of their own; null if those have no events
     * @param topics by topic
     */
    private CloudEvents(Attributes byDefault, Map<String, Attributes> topics) {
        this.byDefault = byDefault;
        this.topics = topics;
    }

    @Override
    public ProducerRecord<Object, Object> prepare(ProducerRecord<Object, Object> record) {
        Attributes attributes = topics.getOrDefault(record.topic(), byDefault);
        if (attributes != null) {
            Headers headers = record.headers();
            add(headers, "ce_specversion", VERSION);
            if (headers.lastHeader("ce_id") == null) {
                headers.add("ce_id", bytes(UUID.randomUUID().toString()));
            }
            add(headers, "ce_source", attributes.source());
            add(headers, "ce_type", attributes.type());
            if (record.value() != null && attributes.contentType() != null) {
                add(headers, CONTENT_TYPE, attributes.contentType());
            }
        }
        return record;
    }

    private static void add(Headers headers, String name, byte[] value) {
        if (headers.lastHeader(name) == null) {
            headers.add(name, value);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
