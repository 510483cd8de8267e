package io.quarkiverse.kafkaproducer.runtime.producers;

import io.quarkiverse.kafkaproducer.runtime.client.ClientListener;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Tracing;

/** The instruments of one producer: none, unless an {@link Instrumentation} adds them. */
public interface Instruments {

    /** Sees how its sends end. */
    default SendObserver observer() {
        return SendObserver.NONE;
    }

    /** Follows its sends. */
    default Tracing tracing() {
        return Tracing.NONE;
    }

    /** Returns a listener for its Kafka clients. */
    default ClientListener clients() {
        return ClientListener.NONE;
    }

    /** Called when the producer can be used. */
    default void opened(ProducerRuntime producer) {
    }

    /** Called when the producer has been closed while the application goes on. */
    default void closed(ProducerRuntime producer) {
    }
}
