package org.acme.orders;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class Transfers {

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    // tag::blocking[]
    void transfer(Order order) {
        producer.runInTransaction(transaction -> {
            transaction.send("orders", order, order.userId());
            transaction.send("invoices", order, order.userId());
        });
    }
    // end::blocking[]

    // tag::reactive[]
    Uni<Void> transferLater(Order order) {
        return reactive.withTransaction(transaction -> transaction.send("orders", order, order.userId())
                .chain(() -> transaction.send("invoices", order, order.userId()))
                .replaceWithVoid());
    }
    // end::reactive[]

    // tag::offsets[]
    void process(Order order, TopicPartition from, long offset, ConsumerGroupMetadata group) {
        producer.runInTransaction(transaction -> {
            transaction.topic("invoices", Order.class).send(order, order.userId());
            transaction.sendOffsets(Map.of(from, new OffsetAndMetadata(offset + 1)), group); // <1>
        });
    }
    // end::offsets[]
}
