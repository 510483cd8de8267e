package org.acme.orders.service;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.acme.orders.Order;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.smallrye.mutiny.Uni;

// tag::inject[]
@Path("/orders")
public class OrderResource {

    @Inject
    @Topic("orders")
    TopicProducer<Order> orders; // <1>

    @Inject
    Producer producer; // <2>

    @Inject
    ReactiveProducer reactive; // <3>

    @Inject
    @ProducerName("payments")
    Producer payments; // <4>
    // end::inject[]

    // tag::blocking[]
    @POST
    public Receipt accept(Order order) {
        return Receipt.of(orders.send(order, order.userId()));
    }
    // end::blocking[]

    // tag::reactive[]
    @POST
    @Path("/reactive")
    public Uni<Receipt> acceptReactive(Order order) {
        return reactive.send("orders", order, order.userId()).map(Receipt::of);
    }
    // end::reactive[]

    // tag::batch[]
    @POST
    @Path("/batch")
    public Response acceptAll(List<Order> batch) {
        List<ProducerRecord<String, Order>> records = batch.stream()
                .map(order -> new ProducerRecord<>("orders", order.userId(), order)).toList();
        try {
            return Response.ok(producer.sendAll(records).stream().map(Line::written).toList()).build();
        } catch (BatchSendException e) {
            return Response.status(207).entity(e.results().stream().map(Line::of).toList()).build(); // <1>
        }
    }

    public record Line(String outcome, boolean retriable, Receipt receipt) {

        static Line written(RecordMetadata metadata) {
            return new Line("WRITTEN", false, Receipt.of(metadata));
        }

        static Line of(SendResult result) {
            return result.acknowledged() ? written(result.metadata())
                    : new Line(result.failure().outcome().name(), result.failure().retriable(), null);
        }
    }
    // end::batch[]

    // tag::transaction[]
    @POST
    @Path("/invoiced")
    public void acceptWithInvoice(Order order) {
        producer.runInTransaction(transaction -> {
            transaction.send("orders", order, order.userId());
            transaction.send("invoices", order, order.userId());
        });
    }
    // end::transaction[]

    // tag::named[]
    @POST
    @Path("/paid")
    public Receipt pay(Order order) {
        return Receipt.of(payments.send("payments", order, order.id()));
    }
    // end::named[]
}
