package io.quarkiverse.kafkaproducer.runtime.queue;

import io.quarkiverse.kafkaproducer.ClientCreationException;

/** What happens to the client of a queue. Told on any thread, of metadata on Kafka's network thread. */
public interface ClientEvents {

    /** There is a client, or another one. */
    void clientChanged();

    /** No client could be made. */
    void clientFailed(ClientCreationException failure);

    /** A client is closed, and calls back no more. */
    void clientClosed(Client client);

    /** Metadata have come, of whatever topic. */
    void metadataArrived();
}
