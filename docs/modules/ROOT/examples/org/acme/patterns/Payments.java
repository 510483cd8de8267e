package org.acme.patterns;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.faulttolerance.Retry;

import io.quarkiverse.kafkaproducer.Producer;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;

// tag::all[]
@ApplicationScoped
public class Payments {

    @Inject
    Producer producer;

    @Retry(maxRetries = 3, delay = 1000)
    @ExponentialBackoff
    @RetryWhen(exception = RetriableOrUnknown.class)
    public RecordMetadata request(String paymentId, Order order) { // <1>
        ProducerRecord<String, Order> record = new ProducerRecord<>("payments", order.userId(), order);
        record.headers().add("event-id", paymentId.getBytes(StandardCharsets.UTF_8));
        return producer.send(record);
    }
}
// end::all[]
