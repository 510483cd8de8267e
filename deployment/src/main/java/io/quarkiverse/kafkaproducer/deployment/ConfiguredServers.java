package io.quarkiverse.kafkaproducer.deployment;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.smallrye.config.NameIterator;

/** Reads which producers have brokers of their own, from the configuration that is known at build. */
final class ConfiguredServers {

    private static final String PREFIX = "quarkus.kafka-producer.";

    /** Words in the place of a producer's name that are groups of settings. */
    static final Set<String> GROUPS = Set.of("sasl", "properties", "devservices", "footprint", "metrics", "tracing",
            "health", "payload-types", "constant-topics", "topics", "outbox", "cloud-events");

    private final Config config;

    ConfiguredServers(Config config) {
        this.config = config;
    }

    /** The names of {@code quarkus.kafka-producer."name".property}. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                NameIterator segments = new NameIterator(property.substring(PREFIX.length()));
                String first = segments.getNextSegment();
                segments.next();
                if (segments.hasNext() && !GROUPS.contains(first)) {
                    names.add(first);
                }
            }
        }
        return names;
    }

    /**
     * Returns whether one of these producers, or of the configured ones, connects to {@code kafka.bootstrap.servers}. True if
     * there is no producer at all: something else may connect.
     */
    boolean leaveSomeProducerWithout(Collection<String> used) {
        Set<String> known = new TreeSet<>(names());
        known.addAll(used);
        return known.isEmpty() || known.stream().anyMatch(name -> isActive(name) && !hasServers(name));
    }

    private boolean isActive(String name) {
        return prefixes(name).allMatch(prefix -> config.getOptionalValue(prefix + "active", Boolean.class).orElse(true));
    }

    /** Returns whether a producer has servers, its own or those that it inherits from the default producer. */
    private boolean hasServers(String name) {
        return Stream.concat(prefixes(name), Stream.of(PREFIX)).anyMatch(prefix -> isSet(prefix + "bootstrap-servers")
                || isSet(prefix + "bootstrap-servers[0]")
                || isSet(prefix + "properties.\"" + ProducerConfig.BOOTSTRAP_SERVERS_CONFIG + '"'));
    }

    /** A name may be written with quotation marks and without. */
    private static Stream<String> prefixes(String name) {
        return name.equals(ProducersConfig.DEFAULT_NAME) ? Stream.of(PREFIX)
                : Stream.of(PREFIX + '"' + name + "\".", PREFIX + name + '.');
    }

    private boolean isSet(String property) {
        String value = config.getConfigValue(property).getValue();
        return value != null && !value.isBlank();
    }
}
