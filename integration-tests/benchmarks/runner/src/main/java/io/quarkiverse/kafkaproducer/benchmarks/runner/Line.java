package io.quarkiverse.kafkaproducer.benchmarks.runner;

import io.quarkiverse.kafkaproducer.benchmarks.application.Measured;

/** One measurement of one contestant. */
record Line(Cell cell, Contestant contestant, int round, Measured measured) {

    /** Acknowledged records a second. */
    double throughput() {
        return (measured.sends() - measured.lost()) * 1e9 / measured.nanos();
    }

    double p50Micros() {
        return measured.p50() / 1e3;
    }

    double p99Micros() {
        return measured.p99() / 1e3;
    }

    /** The application's processor time for each acknowledged record. */
    double cpuMicros() {
        return measured.cpuNanos() / 1e3 / Math.max(1, measured.sends() - measured.lost());
    }
}
