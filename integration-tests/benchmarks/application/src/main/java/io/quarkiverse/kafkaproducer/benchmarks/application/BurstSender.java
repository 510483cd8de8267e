package io.quarkiverse.kafkaproducer.benchmarks.application;

/** Sends many records without waiting for one before the next. */
interface BurstSender {

    /** Returns when it has handed in all of them; the tally is told of the end of each. */
    void send(String topic, Sample sample, int count, Tally tally);
}
