package org.acme.orders;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** The latencies of acknowledgments. */
final class Latencies {

    private static final int SIGNIFICANT_DIGITS = 4;

    private final Histogram micros = new Histogram(SIGNIFICANT_DIGITS);
    private long firstNanos;

    void add(long nanos) {
        if (micros.getTotalCount() == 0) {
            firstNanos = nanos;
        }
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    /**
     * @return in milliseconds; 0 while there are none
     */
    double percentile(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /**
     * @return in milliseconds; the first send connects and may create the topic
     */
    double first() {
        return firstNanos / 1e6;
    }
}
