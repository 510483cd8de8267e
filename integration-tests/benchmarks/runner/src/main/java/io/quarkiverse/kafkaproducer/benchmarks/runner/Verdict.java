package io.quarkiverse.kafkaproducer.benchmarks.runner;

/**
 * A target, and what was reached.
 *
 * @param bound as a text: "≤ 1.05"
 * @param where the cell that comes off worst, or nothing
 */
record Verdict(Work work, String target, String bound, double value, String where, boolean met) {
}
