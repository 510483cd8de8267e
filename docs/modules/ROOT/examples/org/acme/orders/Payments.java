package org.acme.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;

// tag::all[]
@ApplicationScoped
public class Payments {

    @Inject
    Producer producer; // <1>

    @Inject
    @ProducerName("payments")
    Producer payments; // <2>

    void pay(Order order) {
        payments.send("payments", order, order.id());
        producer.send("orders", order, order.userId());
    }
}
// end::all[]
