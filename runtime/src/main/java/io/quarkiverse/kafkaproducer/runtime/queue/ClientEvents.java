package io.quarkiverse.kafkaproducer.runtime.queue;

import io.quarkiverse.kafkaproducer.ClientCreationException;

/** Receives events of a queue's client. Called on any thread, for metadata on Kafka's network thread. */
public interface ClientEvents {

    /** Called when there is a client, or another one. */
    void clientChanged();

    /** Called when no client could be made. */
    void clientFailed(ClientCreationException failure);

    /** A client is closed, and calls back no more. */
    void clientClosed(Client client);

    /** Metadata have come, of whatever topic. */
    void metadataArrived();
}
