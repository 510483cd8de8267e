package io.quarkiverse.kafkaproducer.deployment;

import io.quarkiverse.kafkaproducer.deployment.calls.SendCalls;
import io.quarkus.builder.item.SimpleBuildItem;

/** The application's calls that send, with their topics and types. */
final class SendCallsBuildItem extends SimpleBuildItem {

    private final SendCalls sends;

    SendCallsBuildItem(SendCalls sends) {
        this.sends = sends;
    }

    SendCalls sends() {
        return sends;
    }
}
