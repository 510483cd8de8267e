package io.quarkiverse.kafkaproducer.runtime.health;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Run time settings of the readiness check. */
@ConfigMapping(prefix = "quarkus.kafka-producer.health")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface HealthConfig {

    /**
     * The longest time that the readiness check waits for connections that are just being made. It is for all producers
     * together. Zero does not wait.
     */
    @WithDefault("500ms")
    Duration checkTimeout();
}
