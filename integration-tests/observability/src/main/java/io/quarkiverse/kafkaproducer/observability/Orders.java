package io.quarkiverse.kafkaproducer.observability;

import java.util.Map;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.smallrye.mutiny.Uni;

/** Takes orders by HTTP, on a worker or on the event loop. */
@Path("/orders/{topic}")
public class Orders {

    private final Producer producer;
    private final ReactiveProducer reactive;

    Orders(Producer producer, ReactiveProducer reactive) {
        this.producer = producer;
        this.reactive = reactive;
    }

    @POST
    @Path("/blocking")
    public long blocking(String topic) {
        return producer.send(topic, Map.of("id", 1)).offset();
    }

    @POST
    @Path("/reactive")
    public Uni<Long> reactive(String topic) {
        return reactive.send(topic, Map.of("id", 1)).map(written -> written.offset());
    }
}
