package org.acme.orders;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendException;

@ApplicationScoped
public class Retrying {

    private static final int ATTEMPTS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Inject
    Producer producer;

    // tag::all[]
    RecordMetadata send(Order order) throws InterruptedException {
        for (int attempt = 1;; attempt++) {
            try {
                return producer.send("orders", order, order.userId(), TIMEOUT);
            } catch (SendException e) {
                if (!e.retriable() || attempt == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(attempt);
            }
        }
    }
    // end::all[]
}
