package io.quarkiverse.kafkaproducer.runtime.queue;

/** An Error that user code throws. */
final class SimulatedError extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedError(String where) {
        super(where, null, false, false);
    }
}
