package io.quarkiverse.kafkaproducer.runtime.prepare;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.internals.Topic;

import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkiverse.kafkaproducer.runtime.text.Utf8;

/** Refuses what cannot be sent as it is, before anything is done with it. */
public final class RecordCheck {

    /** A topic name that is longer is not said twice in a message. */
    private static final int LONGEST_QUOTED = 64;
    /** The most characters of a caller's argument in a message. */
    private static final int LONGEST_SHOWN = 256;

    private RecordCheck() {
    }

    /** @throws IllegalArgumentException if it is not legal */
    public static void check(ProducerRecord<?, ?> record) {
        if (record == null) {
            throw new IllegalArgumentException("The record is null");
        }
        check(record.topic(), record.key());
        for (Header header : record.headers()) {
            checkText("The name of a header", header.key());
        }
    }

    /** @throws IllegalArgumentException if one of them is not legal */
    public static void check(String topic, Object key) {
        checkTopic(topic);
        if (key != null && !(key instanceof String) && !(key instanceof byte[])) {
            throw new IllegalArgumentException("A key of type " + key.getClass().getName()
                    + " cannot be sent: keys are String, byte[] or null");
        }
        if (key instanceof String text) {
            checkText("The key", text);
        }
    }

    /** Refuses a text that UTF-8 would write as another text. */
    private static void checkText(String what, String text) {
        int index = Utf8.indexOfLoneSurrogate(text);
        if (index >= 0) {
            throw new IllegalArgumentException(what + " has half a character at index " + index + " (\\u"
                    + Integer.toHexString(text.charAt(index)) + "), which UTF-8 cannot write: it must be whole text; bytes "
                    + "that are no text are sent as byte[]");
        }
    }

    /**
     * Goes by Kafka's own rules, in Kafka's own code.
     *
     * @throws IllegalArgumentException if it is no legal name
     */
    public static void checkTopic(String topic) {
        if (topic == null) {
            throw new IllegalArgumentException("The topic is null; it must be a legal Kafka topic name");
        }
        try {
            Topic.validate(topic);
        } catch (InvalidTopicException e) {
            // Kafka quotes the name, which may be as long as it likes, before the rule
            String rule = topic.length() > LONGEST_QUOTED ? e.getMessage().replace(topic, "...") : e.getMessage();
            throw new IllegalArgumentException(Quoted.text(topic, LONGEST_SHOWN) + " is not a legal Kafka topic name: "
                    + Quoted.escape(rule, LONGEST_SHOWN));
        }
    }
}
