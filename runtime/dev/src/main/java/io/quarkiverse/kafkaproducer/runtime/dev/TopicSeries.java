package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sends to one topic over the last three minutes. For all threads. */
final class TopicSeries {

    static final int SLOTS = 90;
    static final long SLOT_SECONDS = 2;

    private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(SLOT_SECONDS);
    private static final double HALF = 0.5;
    private static final double ALMOST_ALL = 0.99;

    /** One more than is shown: the latest is not complete. */
    private final Slot[] slots = new Slot[SLOTS + 1];
    private long sent;
    private long failed;

    private static final class Slot {
        private final long number;
        private int sent;
        private int failed;
        private LatencyHistogram latency;

        Slot(long number) {
            this.number = number;
        }

        Double percentile(double share) {
            return latency == null ? null : latency.percentile(share);
        }
    }

    /**
     * @param now by {@link System#nanoTime()}
     * @param nanos from the call to the acknowledgment
     */
    synchronized void acknowledged(long now, long nanos) {
        sent++;
        Slot slot = slot(now);
        slot.sent++;
        if (slot.latency == null) {
            slot.latency = new LatencyHistogram();
        }
        slot.latency.add(nanos);
    }

    synchronized void failed(long now) {
        failed++;
        slot(now).failed++;
    }

    private Slot slot(long now) {
        long number = Math.floorDiv(now, SLOT_NANOS);
        int index = Math.floorMod(number, slots.length);
        Slot slot = slots[index];
        if (slot == null || slot.number != number) {
            slot = new Slot(number);
            slots[index] = slot;
        }
        return slot;
    }

    synchronized long sent() {
        return sent;
    }

    synchronized long failed() {
        return failed;
    }

    /** Returns the complete slots, the oldest first. */
    synchronized SeriesView view(String topic, long now) {
        long current = Math.floorDiv(now, SLOT_NANOS);
        List<Double> sends = new ArrayList<>();
        List<Double> failures = new ArrayList<>();
        List<Double> p50 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        for (long number = current - SLOTS; number < current; number++) {
            Slot slot = slots[Math.floorMod(number, slots.length)];
            boolean known = slot != null && slot.number == number;
            sends.add(known ? (double) slot.sent / SLOT_SECONDS : 0);
            failures.add(known ? (double) slot.failed / SLOT_SECONDS : 0);
            p50.add(known ? slot.percentile(HALF) : null);
            p99.add(known ? slot.percentile(ALMOST_ALL) : null);
        }
        return new SeriesView(topic, sends, failures, p50, p99);
    }
}
