package org.acme.orders;

/** The result of a run, for other programs. */
record Summary(Result result, long sent, long failed, Latency latency) {

    enum Result {
        COMPLETE,
        INCOMPLETE
    }

    /** In milliseconds. */
    record Latency(double p50, double p99) {
    }

    static Summary of(Sending sending) {
        return new Summary(sending.complete() ? Result.COMPLETE : Result.INCOMPLETE, sending.sent(), sending.failed(),
                new Latency(sending.latencies().percentile(50), sending.latencies().percentile(99)));
    }
}
