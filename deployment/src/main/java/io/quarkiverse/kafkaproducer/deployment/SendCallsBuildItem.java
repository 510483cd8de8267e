package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;

import io.quarkiverse.kafkaproducer.deployment.calls.Classes;
import io.quarkiverse.kafkaproducer.deployment.calls.SendCall;
import io.quarkus.builder.item.SimpleBuildItem;

/** Where the application sends, and what. */
final class SendCallsBuildItem extends SimpleBuildItem {

    private final Classes classes;
    private final List<SendCall> calls;

    SendCallsBuildItem(Classes classes, List<SendCall> calls) {
        this.classes = classes;
        this.calls = calls;
    }

    Classes classes() {
        return classes;
    }

    List<SendCall> calls() {
        return calls;
    }
}
