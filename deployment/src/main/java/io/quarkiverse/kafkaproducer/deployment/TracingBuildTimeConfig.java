package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Build time settings of tracing. */
@ConfigMapping(prefix = "quarkus.kafka-producer.tracing")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface TracingBuildTimeConfig {

    /** Gives sends spans in an application with {@code quarkus-opentelemetry}. */
    @WithDefault("true")
    boolean enabled();
}
