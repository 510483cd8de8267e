package io.quarkiverse.kafkaproducer.benchmarks.application;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the records of a burst by their end. */
final class Tally {

    private final CountDownLatch open;
    private final AtomicLong acknowledged = new AtomicLong();

    Tally(int records) {
        open = new CountDownLatch(records);
    }

    void acknowledged() {
        acknowledged.incrementAndGet();
        open.countDown();
    }

    void failed() {
        open.countDown();
    }

    void ended(Throwable failure) {
        if (failure == null) {
            acknowledged();
        } else {
            failed();
        }
    }

    /**
     * @return how many were acknowledged, when all have ended, or after this time
     */
    long await(long seconds) throws InterruptedException {
        open.await(seconds, TimeUnit.SECONDS);
        return acknowledged.get();
    }
}
