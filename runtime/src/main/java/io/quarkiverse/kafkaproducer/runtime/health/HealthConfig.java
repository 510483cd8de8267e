package io.quarkiverse.kafkaproducer.runtime.health;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set about the readiness check when the application starts. */
@ConfigMapping(prefix = "quarkus.kafka-producer.health")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface HealthConfig {

    /**
     * How long the readiness check waits for connections that are just being made before it says that there are none. It is
     * for all producers together. Zero does not wait.
     */
    @WithDefault("500ms")
    Duration timeout();
}
