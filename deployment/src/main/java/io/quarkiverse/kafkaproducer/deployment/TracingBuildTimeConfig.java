package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is decided about tracing at build. */
@ConfigMapping(prefix = "quarkus.kafka-producer.tracing")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface TracingBuildTimeConfig {

    /** Whether sends have spans in an application with {@code quarkus-opentelemetry}. */
    @WithDefault("true")
    boolean enabled();
}
