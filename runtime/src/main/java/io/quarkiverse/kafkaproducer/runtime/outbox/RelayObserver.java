package io.quarkiverse.kafkaproducer.runtime.outbox;

/** Sees what the relay does. Called on its thread, which this must not hold up. */
interface RelayObserver {

    /** A row has been acknowledged. */
    void published(PendingRow row);

    /** A row has failed again, and its key waits; or the row is set aside, and its key goes on. */
    void blocked(PendingRow row, String error, boolean parked);
}
