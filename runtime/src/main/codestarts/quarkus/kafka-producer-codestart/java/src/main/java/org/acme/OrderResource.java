package org.acme;

import io.quarkiverse.kafkaproducer.Producer;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.apache.kafka.clients.producer.RecordMetadata;

@Path("/orders")
public class OrderResource {

    @Inject
    Producer producer;

    /**
     * Sends the order as JSON. The user's id is the key: the orders of a user stay in order.
     * When this returns, all in-sync replicas have the record; otherwise it throws.
     */
    @POST
    public Receipt accept(Order order) {
        RecordMetadata written = producer.send("orders", order, order.userId());
        return new Receipt(written.topic(), written.partition(), written.offset());
    }
}
