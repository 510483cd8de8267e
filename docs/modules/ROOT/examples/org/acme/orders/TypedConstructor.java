package org.acme.orders;

import jakarta.inject.Singleton;

import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;

// tag::all[]
@Singleton
public record TypedConstructor(@Topic("orders") TopicProducer<Order> orders) {

    void accept(Order order) {
        orders.send(order, order.userId());
    }
}
// end::all[]
