package org.acme.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendException;

@ApplicationScoped
public class SafeSend {

    private static final Logger LOG = Logger.getLogger(SafeSend.class);

    @Inject
    Producer producer;

    // tag::all[]
    boolean send(Order order) {
        try {
            producer.send("orders", order, order.userId());
            return true;
        } catch (SendException e) {
            if (e.outcome() == Outcome.UNKNOWN) {
                LOG.warnf("Order %s may have been sent", order.id());
            }
            return false;
        }
    }
    // end::all[]
}
