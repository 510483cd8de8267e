package org.acme.orders;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendResult;

@ApplicationScoped
public class Batches {

    @Inject
    Producer producer;

    // tag::all[]
    List<ProducerRecord<?, ?>> sendAll(List<ProducerRecord<?, ?>> records) {
        try {
            producer.sendAll(records);
            return List.of();
        } catch (BatchSendException e) {
            return e.results().stream()
                    .filter(result -> !result.acknowledged() && result.failure().retriable())
                    .map(SendResult::record)
                    .collect(Collectors.toList()); // <1>
        }
    }
    // end::all[]

    // tag::record[]
    void withHeaders(Order order) {
        ProducerRecord<String, Order> record = new ProducerRecord<>("orders", order.userId(), order);
        record.headers().add("source", "web".getBytes());
        producer.send(record);
    }
    // end::record[]
}
