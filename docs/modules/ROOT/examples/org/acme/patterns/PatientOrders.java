package org.acme.patterns;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.faulttolerance.Retry;

import io.quarkiverse.kafkaproducer.Producer;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;

// tag::all[]
@ApplicationScoped
public class PatientOrders {

    @Inject
    Producer producer;

    @Retry(maxRetries = 3, delay = 1000) // <1>
    @ExponentialBackoff // <2>
    @RetryWhen(exception = Retriable.class) // <3>
    public RecordMetadata send(Order order) {
        return producer.send("orders", order, order.userId());
    }
}
// end::all[]
