package io.quarkiverse.kafkaproducer.runtime.failure;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.producer.ProducerConfig;

import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;

/** Adds to the words of Kafka's client where its properties are set here. */
final class PropertyHints {

    private static final Pattern PROPERTY = Pattern.compile("\\b[a-z]+(?:\\.[a-z0-9]+)+\\b(?!\")");

    /** Kafka's properties that have one of the extension's own. */
    private static final Map<String, String> DEDICATED = Map.of(
            "bootstrap.servers", "bootstrap-servers",
            "security.protocol", "security-protocol",
            "sasl.mechanism", "sasl.mechanism",
            "client.id", "client-id",
            "transactional.id", "transactional-id-prefix");

    private PropertyHints() {
    }

    /** Returns the text with the name of each property behind the first place where Kafka's name of it stands. */
    static String in(String text, PropertyNames names) {
        if (text == null || text.indexOf('.') < 0) {
            return text;
        }
        Set<String> told = new HashSet<>();
        StringBuilder out = new StringBuilder(text.length() + 64);
        Matcher property = PROPERTY.matcher(text);
        while (property.find()) {
            String name = property.group();
            if (ProducerConfig.configNames().contains(name) && told.add(name)) {
                String here = DEDICATED.containsKey(name) ? names.of(DEDICATED.get(name)) : names.kafka(name);
                property.appendReplacement(out, Matcher.quoteReplacement(name + " (here " + here + ')'));
            }
        }
        return property.appendTail(out).toString();
    }
}
