package org.acme.orders;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendResult;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class ReactiveSends {

    @Inject
    ReactiveProducer producer;

    // tag::one[]
    Uni<Long> accept(Order order) {
        return producer.send("orders", order, order.userId())
                .onItem().transform(RecordMetadata::offset);
    }
    // end::one[]

    // tag::all[]
    Uni<List<RecordMetadata>> acceptAll(List<Order> orders) {
        return producer.sendAll(orders.stream()
                .map(order -> new ProducerRecord<String, Object>("orders", order.userId(), order)).toList());
    }
    // end::all[]

    // tag::stream[]
    Uni<List<SendResult>> export(Multi<Order> orders) {
        return producer.sendAll(orders.onItem()
                .transform(order -> new ProducerRecord<String, Object>("orders", order.userId(), order)))
                .select().where(result -> !result.acknowledged()) // <1>
                .collect().asList();
    }
    // end::stream[]
}
