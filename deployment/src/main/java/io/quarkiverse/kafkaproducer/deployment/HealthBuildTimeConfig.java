package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is decided about the readiness check at build. */
@ConfigMapping(prefix = "quarkus.kafka-producer.health")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface HealthBuildTimeConfig {

    /**
     * Whether an application with {@code quarkus-smallrye-health} has a readiness check that is down while a producer cannot
     * reach its brokers. Off by default: an application that is taken out of service whenever Kafka is away cannot do what it
     * could do without.
     */
    @WithDefault("false")
    boolean enabled();
}
