package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** The name of a producer that the application injects, by whatever type; once for each name. */
final class InjectedProducerBuildItem extends MultiBuildItem {

    private final String name;

    InjectedProducerBuildItem(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }
}
