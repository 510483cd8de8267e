package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** What the application does wrong. All are told of together when the build fails. */
final class WrongUseBuildItem extends MultiBuildItem {

    private final String message;

    /** @param message names the class, the member and the rule */
    WrongUseBuildItem(String message) {
        this.message = message;
    }

    String message() {
        return message;
    }
}
