// tag::all[]
package org.acme.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.runtime.StartupEvent;

@ApplicationScoped
public class FirstSend {

    @Inject
    Producer producer;

    void atStart(@Observes StartupEvent event) {
        RecordMetadata written = producer.send("orders", new Order("ORD-001", "user-123", 99.99), "user-123"); // <1>
        System.out.println("partition " + written.partition() + ", offset " + written.offset()); // <2>
    }
}
// end::all[]
