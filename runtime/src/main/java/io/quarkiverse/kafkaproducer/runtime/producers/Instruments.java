package io.quarkiverse.kafkaproducer.runtime.producers;

import io.quarkiverse.kafkaproducer.runtime.client.ClientListener;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Tracing;

/** What is added to one producer: nothing, unless an {@link Instrumentation} says so. */
public interface Instruments {

    /** Sees how its sends end. */
    default SendObserver observer() {
        return SendObserver.NONE;
    }

    /** Follows its sends. */
    default Tracing tracing() {
        return Tracing.NONE;
    }

    /** Is told of its Kafka clients. */
    default ClientListener clients() {
        return ClientListener.NONE;
    }

    /** It can be used. */
    default void opened(ProducerRuntime producer) {
    }

    /** It has been closed while the application goes on. */
    default void closed(ProducerRuntime producer) {
    }
}
