package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Build time settings of the readiness check. */
@ConfigMapping(prefix = "quarkus.kafka-producer.health")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface HealthBuildTimeConfig {

    /**
     * Adds a readiness check to an application with {@code quarkus-smallrye-health}. It is down while a producer cannot reach
     * its brokers. Off by default: it takes an application out of service whenever Kafka is away, with all that it could do
     * without Kafka.
     */
    @WithDefault("false")
    boolean enabled();
}
