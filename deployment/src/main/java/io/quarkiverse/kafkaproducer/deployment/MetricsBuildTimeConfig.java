package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Build time settings of metrics. */
@ConfigMapping(prefix = "quarkus.kafka-producer.metrics")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface MetricsBuildTimeConfig {

    /** Gives producers meters in an application with {@code quarkus-micrometer}. */
    @WithDefault("true")
    boolean enabled();
}
