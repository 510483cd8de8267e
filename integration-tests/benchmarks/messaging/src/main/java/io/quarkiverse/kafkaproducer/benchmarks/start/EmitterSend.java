package io.quarkiverse.kafkaproducer.benchmarks.start;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Channel;

import io.smallrye.reactive.messaging.MutinyEmitter;

/** By Quarkus' emitter. */
@ApplicationScoped
public class EmitterSend implements FirstSend {

    private final MutinyEmitter<Order> emitter;

    EmitterSend(@Channel("start-emitter") MutinyEmitter<Order> emitter) {
        this.emitter = emitter;
    }

    @Override
    public String topic() {
        return "start-emitter";
    }

    @Override
    public void send() {
        emitter.sendAndAwait(Order.FIRST);
    }
}
