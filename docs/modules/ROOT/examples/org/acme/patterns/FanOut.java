package org.acme.patterns;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.Producer;

@ApplicationScoped
public class FanOut {

    @Inject
    Producer producer;

    // tag::each[]
    public void tellEach(Order order) {
        producer.sendAll(records(order)); // <1>
    }

    private static List<ProducerRecord<String, Order>> records(Order order) {
        return Stream.of("billing", "shipping", "statistics")
                .map(topic -> new ProducerRecord<>(topic, order.userId(), order))
                .toList();
    }
    // end::each[]

    // tag::all[]
    public void tellAllOrNone(Order order) {
        producer.runInTransaction(transaction -> transaction.sendAll(records(order)));
    }
    // end::all[]
}
