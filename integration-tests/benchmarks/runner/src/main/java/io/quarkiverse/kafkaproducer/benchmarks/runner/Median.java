package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.util.Collection;

/** The middle of some numbers. */
final class Median {

    private Median() {
    }

    static double of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("There is no median of no numbers");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
