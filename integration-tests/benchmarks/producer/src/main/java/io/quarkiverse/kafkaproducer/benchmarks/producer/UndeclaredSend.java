package io.quarkiverse.kafkaproducer.benchmarks.producer;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.benchmarks.start.FirstSend;
import io.quarkiverse.kafkaproducer.benchmarks.start.Order;

/** To a topic that nobody has heard of, by a producer that has done nothing yet. */
@ApplicationScoped
public class UndeclaredSend implements FirstSend {

    private final Producer producer;

    UndeclaredSend(Producer producer) {
        this.producer = producer;
    }

    @Override
    public String topic() {
        return "start-undeclared";
    }

    @Override
    public void send() {
        producer.send(topic(), Order.FIRST);
    }
}
