package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.arc.deployment.ExcludedTypeBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildStep;
import io.smallrye.reactive.messaging.ClientCustomizer;

/** Takes parts of SmallRye Reactive Messaging, and keeps its beans out of the application. */
class ReactiveMessagingProcessor {

    /** Excludes the connector: its beans wait for channels, and an application without messaging has none. */
    @BuildStep
    ExcludedTypeBuildItem noConnector(Capabilities capabilities) {
        return capabilities.isPresent(Capability.MESSAGING) ? null
                : new ExcludedTypeBuildItem("io.smallrye.reactive.messaging.**");
    }

    @BuildStep
    UnremovableBeanBuildItem customizers() {
        return UnremovableBeanBuildItem.beanTypes(ClientCustomizer.class);
    }
}
