package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;

/**
 * The last minutes of one topic, as the charts show them: one value for each slot, the oldest first.
 *
 * @param sends acknowledged records a second
 * @param failures failed records a second
 * @param p50 milliseconds that half of the acknowledged ones did not exceed; null where there were none
 * @param p99 likewise of 99 in 100
 */
public record SeriesView(String topic, List<Double> sends, List<Double> failures, List<Double> p50, List<Double> p99) {
}
