package io.quarkiverse.kafkaproducer.runtime.producers;

import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;

/** A send before the first one, to warm up the code of sends. */
@FunctionalInterface
interface Rehearsal {

    /** Does nothing. */
    Rehearsal NONE = settings -> {
    };

    /**
     * Blocks. Throws nothing: it is not needed for anything.
     *
     * @param settings of the producer that will send
     */
    void hold(ProducerSettings settings);
}
