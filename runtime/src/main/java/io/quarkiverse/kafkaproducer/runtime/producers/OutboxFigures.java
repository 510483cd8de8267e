package io.quarkiverse.kafkaproducer.runtime.producers;

/** Figures of the outbox for meters. Each is {@link Double#NaN} while the database cannot be asked. */
public interface OutboxFigures {

    /** Returns how many rows are not published yet. */
    double pending();

    /** Returns how long the oldest of them has been waiting, in seconds; 0 if there is none. */
    double oldestSeconds();

    /** Returns how many of them have failed at least twice. */
    double blocked();
}
