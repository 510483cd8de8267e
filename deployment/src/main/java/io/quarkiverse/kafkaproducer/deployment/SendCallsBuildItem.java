package io.quarkiverse.kafkaproducer.deployment;

import io.quarkiverse.kafkaproducer.deployment.calls.SendCalls;
import io.quarkus.builder.item.SimpleBuildItem;

/** Where the application sends, and what. */
final class SendCallsBuildItem extends SimpleBuildItem {

    private final SendCalls sends;

    SendCallsBuildItem(SendCalls sends) {
        this.sends = sends;
    }

    SendCalls sends() {
        return sends;
    }
}
