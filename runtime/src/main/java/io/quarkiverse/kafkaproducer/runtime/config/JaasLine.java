package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.common.config.types.Password;

/**
 * A value of {@code sasl.jaas.config} that no option's value can break out of.
 * <p>
 * Kafka reads it by a {@link java.io.StreamTokenizer}: a string in double quotes ends at a double quote or at the end of a
 * line, and a backslash starts an escape as in C. Whatever else a string has in it is taken as it is.
 */
final class JaasLine {

    private JaasLine() {
    }

    /** Returns the line as a {@link Password}, which Kafka neither logs nor searches for variables to replace. */
    static Password of(String module, Map<String, String> options) {
        StringBuilder line = new StringBuilder(module).append(" required");
        new TreeMap<>(options).forEach((name, value) -> {
            line.append(' ').append(name).append("=\"");
            quote(value, line);
            line.append('"');
        });
        return new Password(line.append(';').toString());
    }

    private static void quote(String value, StringBuilder line) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }
}
