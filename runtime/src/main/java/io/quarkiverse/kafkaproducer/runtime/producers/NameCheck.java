package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkiverse.kafkaproducer.runtime.text.SimilarName;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Compares the names that the application injects with those that are configured. */
final class NameCheck {

    private final UsedNames used;
    private final Set<String> configured;
    private final Set<String> unconfigured;
    private final Set<String> unused;

    /**
     * @param configured the names that have properties
     * @param active those of them that are not switched off
     */
    NameCheck(UsedNames used, Set<String> configured, Set<String> active) {
        this.used = used;
        this.configured = configured;
        this.unconfigured = without(used.injected(), configured);
        this.unused = without(active, used.available());
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(others);
        left.remove(ProducersConfig.DEFAULT_NAME);
        return left;
    }

    /** @throws ConfigurationException if a name is injected and has no property of its own */
    void requireConfigured() {
        for (String name : unconfigured) {
            String property = PropertyNames.ofProducer(name).of("bootstrap-servers");
            throw new ConfigurationException("A producer is injected by " + annotation(name) + ", but nothing is "
                    + "configured for this name: set " + property + ", or any other property of it."
                    + SimilarName.question(name, configured), Set.of(property));
        }
    }

    /** Returns what is to be said where names need no properties of their own: a line for each name that may be misspelt. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (String name : unconfigured) {
            String suggestion = SimilarName.question(name, unused);
            warnings.add("A producer is injected by " + annotation(name) + ", but nothing is configured for this name, so it "
                    + "sends as the default producer does; in production it would end the start. "
                    + (suggestion.isEmpty() ? "Set " + PropertyNames.ofProducer(name).of("bootstrap-servers")
                            + ", or any other property of it" : suggestion.strip()));
        }
        return warnings;
    }

    /** Returns a line for each name that is configured and that nothing asks for. */
    List<String> warningsOfUnused() {
        List<String> warnings = new ArrayList<>();
        if (used.anyAtRunTime()) {
            return warnings;
        }
        for (String name : unused) {
            if (unconfigured.stream().anyMatch(other -> SimilarName.to(other, unused).equals(Optional.of(name)))) {
                // the line of the other one asks for it
                continue;
            }
            String suggestion = SimilarName.question(name, used.available());
            warnings.add(PropertyNames.ofProducer(name).of("*") + " is configured, but nothing injects a producer of this name."
                    + (suggestion.isEmpty() ? " Inject it by " + annotation(name) + ", or remove its properties" : suggestion));
        }
        return warnings;
    }

    private static String annotation(String name) {
        return "@ProducerName(\"" + Quoted.escape(name) + "\")";
    }
}
