package io.quarkiverse.kafkaproducer.benchmarks.producer;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.benchmarks.start.FirstSend;
import io.quarkiverse.kafkaproducer.benchmarks.start.Order;

/** To a topic that is declared. */
@ApplicationScoped
public class DeclaredSend implements FirstSend {

    private final TopicProducer<Order> producer;

    DeclaredSend(@ProducerName("warm") @Topic("start-declared") TopicProducer<Order> producer) {
        this.producer = producer;
    }

    @Override
    public String topic() {
        return producer.topic();
    }

    @Override
    public void send() {
        producer.send(Order.FIRST);
    }
}
