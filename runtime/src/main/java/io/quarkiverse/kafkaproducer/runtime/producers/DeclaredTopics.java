package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.expression.Expression;

/** The topics that are declared at injection points, by the names that the configuration gives them. */
public final class DeclaredTopics {

    private final Map<String, String> names = new HashMap<>();

    /** @throws ConfigurationException if one has no name, or no legal one; the message tells of all */
    DeclaredTopics(List<DeclaredTopic> declared, Config config) {
        Set<String> missing = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (DeclaredTopic one : declared) {
            String name = evaluate(one, config, missing, problems);
            if (name != null) {
                names.put(one.topic(), name);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems), missing);
        }
    }

    private static String evaluate(DeclaredTopic declared, Config config, Set<String> missing, List<String> problems) {
        String where = "@Topic(\"" + declared.topic() + "\") at " + declared.at();
        Set<String> unset = new TreeSet<>();
        String name = expression(declared.topic()).evaluate((property, resolved) -> {
            var value = config.getOptionalValue(property.getKey(), String.class);
            if (value.isPresent()) {
                resolved.append(value.get());
            } else if (property.hasDefault()) {
                property.expandDefault(resolved);
            } else {
                unset.add(property.getKey());
            }
        });
        if (!unset.isEmpty()) {
            missing.addAll(unset);
            problems.add(where + ": " + String.join(" and ", unset) + " is not set: it should be a legal Kafka topic name");
            return null;
        }
        try {
            RecordCheck.checkTopic(name);
        } catch (IllegalArgumentException e) {
            missing.addAll(expression(declared.topic()).getReferencedStrings());
            problems.add(where + ": " + e.getMessage());
            return null;
        }
        return name;
    }

    /**
     * Replaces expressions, as in every property.
     *
     * @throws IllegalArgumentException if it is not well formed
     */
    public static Expression expression(String topic) {
        return Expression.compile(topic, Expression.Flag.LENIENT_SYNTAX, Expression.Flag.NO_TRIM,
                Expression.Flag.NO_SMART_BRACES, Expression.Flag.DOUBLE_COLON);
    }

    /** The name of one that is declared so. */
    public String name(String declared) {
        return names.get(declared);
    }
}
