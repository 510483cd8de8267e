package io.quarkiverse.kafkaproducer.deployment;

import io.quarkiverse.kafkaproducer.SendInterceptor;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;

/** Keeps the application's interceptors, which nothing injects. */
class SendInterceptorsProcessor {

    @BuildStep
    UnremovableBeanBuildItem interceptors() {
        return UnremovableBeanBuildItem.beanTypes(SendInterceptor.class);
    }
}
