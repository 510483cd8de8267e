package io.quarkiverse.kafkaproducer.deployment;

import org.jboss.jandex.DotName;
import org.jboss.jandex.ParameterizedType;

import io.quarkus.builder.item.MultiBuildItem;

/** A producer of one topic and type that the application injects; once for each injection point. */
final class TypedProducerBuildItem extends MultiBuildItem {

    private final String producer;
    private final String topic;
    private final ParameterizedType type;
    private final String at;

    TypedProducerBuildItem(String producer, String topic, ParameterizedType type, String at) {
        this.producer = producer;
        this.topic = topic;
        this.type = type;
        this.at = at;
    }

    /** The name of the producer that it sends by. */
    String producer() {
        return producer;
    }

    /** Returns the topic as it is declared, perhaps with expressions. */
    String topic() {
        return topic;
    }

    /** {@code TopicProducer<Order>}, or the reactive one. */
    ParameterizedType type() {
        return type;
    }

    DotName facade() {
        return type.name();
    }

    /** The injection point, for messages. */
    String at() {
        return at;
    }
}
