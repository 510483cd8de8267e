package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is decided about metrics at build. */
@ConfigMapping(prefix = "quarkus.kafka-producer.metrics")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface MetricsBuildTimeConfig {

    /** Whether producers have meters in an application with {@code quarkus-micrometer}. */
    @WithDefault("true")
    boolean enabled();
}
