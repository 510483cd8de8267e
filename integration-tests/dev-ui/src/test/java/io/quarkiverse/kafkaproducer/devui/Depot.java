package io.quarkiverse.kafkaproducer.devui;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;

/** An application with every kind of client. Its source is changed while it runs. */
@Path("depot")
public class Depot {

    static final String KEPT = "kept";

    private static final String TOPIC = "constant-v0";

    @Inject
    Producer producer;

    @Inject
    @Topic("${depot.topic}")
    TopicProducer<Parcel> parcels;

    @Inject
    @ProducerName("first")
    Producer first;

    @Inject
    @ProducerName("second")
    ReactiveProducer second;

    @Inject
    KafkaInstances instances;

    @GET
    public String send() {
        Parcel parcel = new Parcel("p-1");
        producer.send(KEPT, parcel);
        first.send("named", parcel);
        second.send("named", parcel).await().indefinitely();
        producer.runInTransaction(transaction -> transaction.send("transactions", parcel));
        // it is left to the end of the application to close it
        CloseableProducer byHand = instances.get().newProducer();
        byHand.send("by-hand", parcel);
        return producer.send(TOPIC, parcel).topic() + ' ' + parcels.send(parcel).topic();
    }
}
