package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** A wrong use in the application. The build reports all of them together when it fails. */
final class WrongUseBuildItem extends MultiBuildItem {

    private final String message;
    private final boolean ofInjection;

    /** @param message names the class, the member and the rule */
    WrongUseBuildItem(String message) {
        this(message, false);
    }

    /** @param ofInjection whether there is no bean for an injection point, of which the container would tell, too */
    WrongUseBuildItem(String message, boolean ofInjection) {
        this.message = message;
        this.ofInjection = ofInjection;
    }

    String message() {
        return message;
    }

    boolean isOfInjection() {
        return ofInjection;
    }
}
