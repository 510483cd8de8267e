package org.acme.orders;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.kafkaproducer.Producer;

@ApplicationScoped
public class PayloadTypes {

    @Inject
    Producer producer;

    // tag::all[]
    void known(Order order, List<Order> orders, Map<String, Order> byId) {
        producer.send("orders", order);
        producer.send("orders", orders);
        producer.send("orders", byId);
        producer.send("events", Map.of("event", "accepted", "order", order));
    }

    void unknown(Object something, Map<String, Object> things) {
        producer.send("events", something);
        producer.send("events", things);
    }
    // end::all[]
}
