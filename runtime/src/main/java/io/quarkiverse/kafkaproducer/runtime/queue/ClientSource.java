package io.quarkiverse.kafkaproducer.runtime.queue;

import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/** Gives the queue its client. */
public interface ClientSource {

    /** Returns the client, null while there is none. */
    Client client();

    /**
     * Lets a client be made unless there is one or one is being made. Does not wait for it: {@link SendQueue#clientChanged()}
     * or {@link SendQueue#clientFailed} announces it.
     */
    void connect();

    /**
     * The client has failed for good and is replaced. What it still has comes back through its callbacks; when it is closed,
     * {@link SendQueue#clientClosed} is called.
     */
    void discard(Client client, Throwable reason);

    /** The brokers do not let the client in. */
    void refused(Client client, Exception reason);

    /** Returns what records wait for while there is no client. Safe for any thread. */
    Wait waitForClient();
}
