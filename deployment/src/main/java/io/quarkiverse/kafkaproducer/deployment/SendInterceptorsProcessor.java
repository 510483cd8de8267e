package io.quarkiverse.kafkaproducer.deployment;

import io.quarkiverse.kafkaproducer.SendInterceptor;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;

/** Nothing injects the application's interceptors. */
class SendInterceptorsProcessor {

    @BuildStep
    UnremovableBeanBuildItem interceptors() {
        return UnremovableBeanBuildItem.beanTypes(SendInterceptor.class);
    }
}
