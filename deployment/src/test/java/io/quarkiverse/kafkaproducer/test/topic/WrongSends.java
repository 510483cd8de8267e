package io.quarkiverse.kafkaproducer.test.topic;

import java.util.Map;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.smallrye.mutiny.Uni;

/** A class of an application, not of a test. */
@ApplicationScoped
public class WrongSends {

    private static final String INLINED = "inlined!";

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    void literal() {
        producer.send("literal topic", 1);
    }

    RecordMetadata constant(boolean choice) {
        return producer.send(choice ? INLINED : "no good", Map.of(), "key");
    }

    Uni<RecordMetadata> local() {
        String topic = "local?";
        return reactive.send(topic, 1);
    }

    void inATransaction() {
        producer.runInTransaction(transaction -> {
            transaction.send("in/lambda", 1);
            transaction.topic("typed in a transaction", String.class).send("value");
        });
    }

    void record() {
        producer.send(new ProducerRecord<>("", 1));
    }

    BiFunction<String, Object, RecordMetadata> legal() {
        producer.send("legal", 1);
        return producer::send;
    }
}
