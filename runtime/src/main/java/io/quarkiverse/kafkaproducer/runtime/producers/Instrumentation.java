package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.function.LongConsumer;

import io.quarkiverse.kafkaproducer.runtime.client.ClientListener;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;

/**
 * Metrics or traces that another extension of the application adds to its producers. The build finds out whether they are
 * wanted.
 */
@FunctionalInterface
public interface Instrumentation {

    /**
     * Returns the instruments of one producer, or of a client of a connection made by hand.
     *
     * @param name of which there may be several that were made by hand
     * @param clientId what the brokers know it by
     */
    Instruments of(String name, String clientId);

    /**
     * Returns a listener for clients that the application makes for itself.
     *
     * @param name of the producer that they have their settings from
     * @param clientId what the brokers know them by, unless another one is asked for
     */
    default ClientListener rawClients(String name, String clientId) {
        return ClientListener.NONE;
    }

    /** Called with the application's footprints, if it leaves any. */
    default void footprints(LoggedFootprints footprints) {
    }

    /**
     * The application has an outbox.
     *
     * @return told of each record that the relay has published, how long after its row was written, in nanoseconds
     */
    default LongConsumer outbox(OutboxFigures figures) {
        return nanos -> {
        };
    }

    /** The application ends: what follows, the closing of the producers, is of no interest any more. */
    default void end() {
    }
}
