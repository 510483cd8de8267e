package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.kafkaproducer.runtime.outbox.RowKey.TopicName;

/**
 * Lets only a few records of a topic out, from time to time, while nothing of it is acknowledged: where a broker is away, or
 * refuses a whole topic, thousands of keys would fail, each with its footprint and its note in the table. A key that is in
 * trouble alone stops no other: whatever is acknowledged opens the gate. Used by the relay's thread alone.
 */
final class TopicGates {

    /** Tries between two pauses. */
    private static final int FEW = 16;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    /** The most doublings of the wait, so that nobody waits for others for longer than a second. */
    private static final int MOST_DOUBLINGS = 3;

    /** The gate of one topic. Made when a record is in trouble, gone when one is acknowledged. */
    private static final class Gate {

        private int passes = FEW;
        private int pauses;
        private long closedUntil;

        private Gate(long now) {
            closedUntil = now;
        }

        private boolean isOpen(long now) {
            return closedUntil - now <= 0;
        }

        private void pass(long now) {
            passes--;
            if (passes == 0) {
                passes = FEW;
                closedUntil = now + (SHORTEST_PAUSE << Math.min(pauses, MOST_DOUBLINGS));
                pauses++;
            }
        }
    }

    private final Map<TopicName, Gate> gates = new HashMap<>();

    /** Returns whether a record may go out, which it does then. */
    boolean enter(TopicName topic, long now) {
        Gate gate = gates.isEmpty() ? null : gates.get(topic);
        if (gate == null) {
            return true;
        }
        if (!gate.isOpen(now)) {
            return false;
        }
        gate.pass(now);
        return true;
    }

    /** Returns whether the gate was there. */
    boolean acknowledged(TopicName topic) {
        return !gates.isEmpty() && gates.remove(topic) != null;
    }

    /** A record has failed, or is long on its way. */
    void inTrouble(TopicName topic, long now) {
        gates.computeIfAbsent(topic, one -> new Gate(now));
    }

    Collection<TopicName> closed(long now) {
        if (gates.isEmpty()) {
            return List.of();
        }
        List<TopicName> closed = new ArrayList<>();
        gates.forEach((topic, gate) -> {
            if (!gate.isOpen(now)) {
                closed.add(topic);
            }
        });
        return closed;
    }

    /** Returns when the next one opens by itself, in nanoseconds from now; {@link Long#MAX_VALUE} if none does. */
    long nextIn(long now) {
        long next = Long.MAX_VALUE;
        for (Gate gate : gates.values()) {
            long in = gate.closedUntil - now;
            if (in > 0) {
                next = Math.min(next, in);
            }
        }
        return next;
    }
}
