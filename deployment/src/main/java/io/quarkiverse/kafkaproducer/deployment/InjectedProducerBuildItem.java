package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** The name of a producer that the application has, by whatever type; once for each name. */
final class InjectedProducerBuildItem extends MultiBuildItem {

    private final String name;
    private final boolean injected;
    private final boolean lookedUp;

    /**
     * @param injected whether the application cannot start without it
     * @param lookedUp whether it may be wanted by somebody of whom the container does not know
     */
    InjectedProducerBuildItem(String name, boolean injected, boolean lookedUp) {
        this.name = name;
        this.injected = injected;
        this.lookedUp = lookedUp;
    }

    String name() {
        return name;
    }

    boolean isInjected() {
        return injected;
    }

    boolean isLookedUp() {
        return lookedUp;
    }
}
