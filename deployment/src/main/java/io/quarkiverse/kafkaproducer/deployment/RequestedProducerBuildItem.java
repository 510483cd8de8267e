package io.quarkiverse.kafkaproducer.deployment;

import java.util.Objects;

import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkus.builder.item.MultiBuildItem;

/**
 * Asks for a producer, as an injection point of the application would: for extensions that send. There are then beans of type
 * {@code Producer} and {@code ReactiveProducer} under the name, also if nothing injects them, and the application does not
 * start
 * without a valid configuration of it.
 */
public final class RequestedProducerBuildItem extends MultiBuildItem {

    private final String name;

    private RequestedProducerBuildItem(String name) {
        this.name = Objects.requireNonNull(name);
    }

    /** Asks for the producer without a name, {@code quarkus.kafka-producer.*}. */
    public static RequestedProducerBuildItem ofDefault() {
        return new RequestedProducerBuildItem(ProducersConfig.DEFAULT_NAME);
    }

    /**
     * Asks for the producer {@code quarkus.kafka-producer."name".*}.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static RequestedProducerBuildItem named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A producer cannot have a blank name");
        }
        return new RequestedProducerBuildItem(name);
    }

    /** Returns the name, that of the default producer if it has none. */
    public String name() {
        return name;
    }
}
