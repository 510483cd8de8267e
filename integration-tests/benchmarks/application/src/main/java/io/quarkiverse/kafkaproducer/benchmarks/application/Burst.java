package io.quarkiverse.kafkaproducer.benchmarks.application;

/** One thread sends many records and waits for the end of the last. */
final class Burst {

    /** Longer than any send may take. */
    private static final long BOUND_SECONDS = 180;

    private final BurstSender sender;
    private final Sample sample;
    private final int count;

    Burst(BurstSender sender, Sample sample, int count) {
        this.sender = sender;
        this.sample = sample;
        this.count = count;
    }

    Measured measure() throws InterruptedException {
        Tally tally = new Tally(count);
        Stopwatch watch = new Stopwatch();
        sender.send(Request.TOPIC + 0, sample, count, tally);
        long acknowledged = tally.await(BOUND_SECONDS);
        return watch.measured(count, count - acknowledged, 0, 0);
    }
}
