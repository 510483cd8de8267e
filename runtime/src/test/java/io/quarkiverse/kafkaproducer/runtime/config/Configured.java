package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings as they come out of properties. */
final class Configured {

    static final String DEFAULT = ProducersConfig.DEFAULT_NAME;

    private Configured() {
    }

    /** @param properties names and values in turn; the prefix {@code quarkus.kafka-producer.} may be shortened to {@code ~} */
    static ProducerSettings settings(String name, String... properties) {
        Map<String, String> ours = new HashMap<>();
        Map<String, Object> kafka = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            String property = properties[i].replace("~", "quarkus.kafka-producer.");
            if (property.startsWith("kafka.")) {
                kafka.put(property.substring("kafka.".length()), properties[i + 1]);
            } else {
                ours.put(property, properties[i + 1]);
            }
        }
        ProducersConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withMapping(ProducersConfig.class).withSources(new PropertiesConfigSource(ours, "test", 100)).build()
                .getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(name, config, kafka, Optional.ofNullable(ours.get("quarkus.application.name")));
    }
}
