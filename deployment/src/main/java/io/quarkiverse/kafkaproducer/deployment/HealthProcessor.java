package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** A readiness check, if the application has SmallRye Health and wants one. */
class HealthProcessor {

    /** The name of the class, which cannot be loaded without a health extension. */
    private static final String CHECK = "io.quarkiverse.kafkaproducer.runtime.health.ProducersHealthCheck";

    @BuildStep
    HealthBuildItem check(HealthBuildTimeConfig config) {
        return new HealthBuildItem(CHECK, config.enabled());
    }
}
