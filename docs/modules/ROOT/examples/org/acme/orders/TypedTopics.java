package org.acme.orders;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class TypedTopics {

    // tag::inject[]
    @Inject
    @Topic("orders")
    TopicProducer<Order> orders; // <1>

    @Inject
    @Topic("${shop.audit-topic:audit}") // <2>
    ReactiveTopicProducer<Order> audit;

    @Inject
    @Topic("orders")
    @ProducerName("payments") // <3>
    TopicProducer<Order> paid;
    // end::inject[]

    // tag::send[]
    void accept(Order order) {
        orders.send(order, order.userId());
    }

    void acceptAll(List<Order> all) {
        orders.sendAll(all, Order::userId); // <1>
    }

    Uni<RecordMetadata> note(Order order) {
        return audit.send(order);
    }
    // end::send[]
}
