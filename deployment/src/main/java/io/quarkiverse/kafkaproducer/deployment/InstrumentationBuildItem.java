package io.quarkiverse.kafkaproducer.deployment;

import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkus.builder.item.MultiBuildItem;
import io.quarkus.runtime.RuntimeValue;

/** Metrics or traces that another extension of the application adds to its producers. */
final class InstrumentationBuildItem extends MultiBuildItem {

    private final RuntimeValue<Instrumentation> instrumentation;

    InstrumentationBuildItem(RuntimeValue<Instrumentation> instrumentation) {
        this.instrumentation = instrumentation;
    }

    RuntimeValue<Instrumentation> instrumentation() {
        return instrumentation;
    }
}
