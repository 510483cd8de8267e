package io.quarkiverse.kafkaproducer.runtime.outbox;

/** News for the relay, handled by its thread. */
interface RelayEvent {

    /** Does what follows from it. */
    void handle();
}
