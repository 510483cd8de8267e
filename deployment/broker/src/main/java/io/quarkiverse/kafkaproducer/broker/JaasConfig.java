package io.quarkiverse.kafkaproducer.broker;

import java.util.Map;
import java.util.TreeMap;

/** A value of {@code sasl.jaas.config}, quoted so that names and passwords may hold any character. */
final class JaasConfig {

    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private JaasConfig() {
    }

    static String plainServer(Map<String, String> users) {
        Map<String, String> options = new TreeMap<>();
        users.forEach((name, password) -> options.put("user_" + name, password));
        return entry(PLAIN, options);
    }

    static String scramServer() {
        return entry(SCRAM, Map.of());
    }

    static String client(String mechanism, String name, String password) {
        return entry(mechanism.equals("PLAIN") ? PLAIN : SCRAM, Map.of("username", name, "password", password));
    }

    private static String entry(String module, Map<String, String> options) {
        StringBuilder entry = new StringBuilder(module).append(" required");
        options.forEach((name, value) -> entry.append(' ').append(quoted(name)).append('=').append(quoted(value)));
        return entry.append(';').toString();
    }

    // Kafka reads the entry with java.io.StreamTokenizer: C's escapes, and a line's end ends a string.
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
}
