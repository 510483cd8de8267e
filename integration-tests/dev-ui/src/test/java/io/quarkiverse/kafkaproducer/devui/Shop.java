package io.quarkiverse.kafkaproducer.devui;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;

/** The application: it sends when it is told to. */
@Path("shop")
public class Shop {

    static final String TOPIC = "orders";

    /** In what is sent, and to be seen nowhere. */
    static final String CARD_NUMBER = "4111-1111";

    public record Order(String id, String card) {
    }

    @Inject
    Producer producer;

    @Inject
    @ProducerName("small")
    Producer small;

    @Inject
    @ProducerName("nowhere")
    Producer nowhere;

    @POST
    @Path("order")
    public void order(String key) {
        producer.send(TOPIC, new Order("o-1", CARD_NUMBER), key);
    }

    @POST
    @Path("large-order")
    public void largeOrder(String key) {
        small.send(TOPIC, new Order("o-1", CARD_NUMBER.repeat(1_000)), key);
    }
}
