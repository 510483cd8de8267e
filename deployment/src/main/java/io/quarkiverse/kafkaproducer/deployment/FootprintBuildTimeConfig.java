package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Build time settings of footprints. */
@ConfigMapping(prefix = "quarkus.kafka-producer.footprint")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface FootprintBuildTimeConfig {

    /**
     * Lets sends leave footprints. Turned off, they cost nothing at all, and those that the application leaves by
     * {@code Footprints} go nowhere.
     */
    @WithDefault("true")
    boolean enabled();
}
