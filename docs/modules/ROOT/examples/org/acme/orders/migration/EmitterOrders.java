package org.acme.orders.migration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

// tag::all[]
@ApplicationScoped
public class EmitterOrders {

    @Inject
    @Channel("orders")
    MutinyEmitter<Record<String, Order>> orders;

    @Inject
    @Channel("events")
    MutinyEmitter<Order> events;

    void accept(Order order) {
        orders.sendAndAwait(Record.of(order.userId(), order));
    }

    void acceptWithin(Order order, Duration timeout) {
        orders.send(Record.of(order.userId(), order)).await().atMost(timeout);
    }

    void cancel(String userId) {
        orders.sendAndAwait(Record.of(userId, null));
    }

    void announce(Order order, String topic) {
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String> builder()
                .withTopic(topic)
                .withKey(order.userId())
                .withHeaders(new RecordHeaders().add("source", "web".getBytes(StandardCharsets.UTF_8)))
                .build();
        events.sendMessageAndAwait(Message.of(order).addMetadata(metadata));
    }
}
// end::all[]
