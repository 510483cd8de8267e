package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds producers that would send to a real cluster in dev mode and in tests, because the file that configures them for
 * production does not say that it is for production only.
 */
final class RealServersCheck {

    private static final List<String> LOOPBACK = List.of("localhost", "127.", "[::1]", "::1");

    private final SmallRyeConfig config;

    RealServersCheck(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * Returns a line for each named producer with servers of its own that are not on this machine and are set for all
     * profiles.
     */
    List<String> warnings(Collection<String> names) {
        List<String> warnings = new ArrayList<>();
        for (String name : names) {
            String property = PropertyNames.ofProducer(name).of("bootstrap-servers");
            if (!name.equals(ProducersConfig.DEFAULT_NAME)) {
                servers(name).ifPresent(servers -> warnings.add("Producer '" + name + "' sends to " + servers
                        + ", also in dev mode and in tests, and not to the broker of Dev Services: " + property
                        + " is set for every profile. Set %prod." + property
                        + " instead; or, where this is wanted, %dev." + property + " and %test." + property));
            }
        }
        return warnings;
    }

    private Optional<String> servers(String name) {
        // a name may be written with quotation marks and without, and several servers as a list
        return Stream.of(PropertyNames.ofProducer(name).of(""), "quarkus.kafka-producer." + name + '.')
                .flatMap(prefix -> Stream.of(prefix + "bootstrap-servers", prefix + "bootstrap-servers[0]"))
                .map(config::getConfigValue)
                .filter(value -> value.getValue() != null && isForAllProfiles(value) && isElsewhere(value.getValue()))
                .map(value -> Quoted.escape(value.getValue())).findFirst();
    }

    /**
     * Returns whether it stands in the application's file, without a profile. Whoever sets it from outside means this start.
     */
    private boolean isForAllProfiles(ConfigValue value) {
        String source = String.valueOf(value.getConfigSourceName());
        boolean ofFile = source.contains("application.") || source.contains("microprofile-config.");
        return ofFile && value.getProfile() == null;
    }

    private static boolean isElsewhere(String servers) {
        // what is no address ends the start, and may have a password in it
        return servers.indexOf('@') < 0 && Stream.of(servers.split(",")).map(String::strip)
                .map(server -> server.substring(server.lastIndexOf('/') + 1))
                .anyMatch(server -> LOOPBACK.stream().noneMatch(server::startsWith));
    }
}
