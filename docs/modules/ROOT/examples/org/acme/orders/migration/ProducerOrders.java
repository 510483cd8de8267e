package org.acme.orders.migration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;

// tag::all[]
@ApplicationScoped
public class ProducerOrders {

    @Inject
    @Topic("orders")
    TopicProducer<Order> orders;

    @Inject
    Producer events;

    void accept(Order order) {
        orders.send(order, order.userId());
    }

    void acceptWithin(Order order, Duration timeout) {
        orders.send(order, order.userId(), timeout);
    }

    void cancel(String userId) {
        orders.send(null, userId);
    }

    void announce(Order order, String topic) {
        ProducerRecord<String, Order> record = new ProducerRecord<>(topic, order.userId(), order);
        record.headers().add("source", "web".getBytes(StandardCharsets.UTF_8));
        events.send(record);
    }
}
// end::all[]
