package io.quarkiverse.kafkaproducer.benchmarks.application;

/**
 * The result of a request.
 *
 * @param sends how many records were handed in
 * @param lost how many of them were not acknowledged
 * @param nanos from the first to the end of the last
 * @param p50 how long a send took, in nanoseconds; 0 for a burst
 * @param p99 the same
 * @param cpuNanos the processor time of this process meanwhile
 */
public record Measured(long sends, long lost, long nanos, long p50, long p99, long cpuNanos) {
}
