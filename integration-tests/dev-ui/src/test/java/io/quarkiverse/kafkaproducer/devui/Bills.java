package io.quarkiverse.kafkaproducer.devui;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.kafkaproducer.outbox.Outbox;

/** The part of the application that sends by the outbox. */
@Path("bills")
public class Bills {

    /** Takes no large records. */
    static final String TOPIC = "bills";

    @Inject
    Outbox outbox;

    /** The first record of the key is refused, and holds back the second one. */
    @POST
    @Path("blocked")
    @Transactional
    public void block(String key) {
        outbox.send(TOPIC, "x".repeat(2 * DevMode.SMALL_RECORD), key);
        outbox.send(TOPIC, "small", key);
    }
}
