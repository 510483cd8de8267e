package io.quarkiverse.kafkaproducer.runtime.queue;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/** A thread, or a stream, that sends. One that blocks sends one record after the other; others do not wait. */
final class SimulatedSender {

    private final Simulation world;
    private final WhenFull whenFull;
    private final Sequence[] sequences;
    private int left;
    private final int atOnce;
    private final long pause;
    private int outstanding;
    private boolean planned;
    SendQueue queue;
    /** Each record must be acknowledged within this time; 0 if nothing is said. */
    long acknowledgedWithin;

    SimulatedSender(Simulation world, SendQueue queue, WhenFull whenFull, Sequence[] sequences, int records, int atOnce,
            long pause) {
        this.world = world;
        this.queue = queue;
        this.whenFull = whenFull;
        this.sequences = sequences;
        this.left = records;
        this.atOnce = whenFull == WhenFull.BLOCK ? 1 : atOnce;
        this.pause = pause;
    }

    void start() {
        plan(world.chance.between(0, 2 * pause));
    }

    void stop() {
        left = 0;
    }

    boolean isDone() {
        return left == 0 && outstanding == 0;
    }

    private void plan(long delay) {
        if (!planned && left > 0) {
            planned = true;
            world.agenda.after(delay, () -> {
                planned = false;
                go();
            });
        }
    }

    /** Streams and blocked threads bound how much they have outstanding; others pause now and then. */
    private void go() {
        int burst = whenFull == WhenFull.REJECT ? world.chance.between(1, atOnce) : atOnce - outstanding;
        for (int sent = 0; sent < burst && left > 0; sent++) {
            left--;
            submit(sequences[world.chance.below(sequences.length)]);
        }
        if (whenFull == WhenFull.REJECT) {
            plan(world.chance.between(0, 2 * pause));
        } else if (outstanding < atOnce) {
            // it was refused
            plan(world.chance.between(1000, 2 * pause));
        }
    }

    /** Sends one at once, from whichever thread. */
    SimulatedSend submit(Sequence sequence) {
        Weather weather = world.weather;
        long timeout = world.chance.between(weather.shortestTimeout, weather.longestTimeout);
        SimulatedSend send = new SimulatedSend(world, this, queue, sequence, sequence.record(world.value()), timeout, whenFull);
        if (acknowledgedWithin > 0) {
            send.acknowledgedBy = send.startedAt + acknowledgedWithin;
        }
        world.submitting(send);
        outstanding++;
        Failure refusal = queue.submit(send, whenFull);
        if (refusal != null) {
            outstanding--;
            refused(send, refusal);
        } else if (!send.isEnded()) {
            watch(send, timeout);
        }
        return send;
    }

    private void refused(SimulatedSend send, Failure refusal) {
        send.ends++;
        world.live.remove(send);
        world.trace("refused {}", send);
        world.happened(refusal.kind() == Failure.Kind.CLOSED ? Happening.REFUSED_CLOSED : Happening.REFUSED_FULL);
        if (refusal.outcome() != Outcome.NOT_SENT || send.failure() != refusal) {
            world.fail(send + " was refused and is not failed as that");
        }
        if (send.acknowledgedBy > 0) {
            world.fail(send + " was refused, and nothing was in its way");
        }
    }

    private void watch(SimulatedSend send, long timeout) {
        if (send.state() == Entry.PARKED) {
            world.happened(Happening.PARKED);
        }
        if (whenFull == WhenFull.BLOCK) {
            world.agenda.at(send.deadline(), () -> expire(send));
            if (world.strikes(world.weather.interrupts)) {
                world.agenda.after(world.chance.between(0, timeout), () -> interrupt(send));
            }
        } else if (world.strikes(world.weather.cancels)) {
            world.agenda.after(world.chance.between(0, timeout), () -> cancel(send));
        }
    }

    private void expire(SimulatedSend send) {
        if (send.isEnded()) {
            return;
        }
        Object state = send.state();
        world.happened(state == Entry.PARKED ? Happening.EXPIRED_PARKED
                : state == Entry.QUEUED ? Happening.EXPIRED_QUEUED
                        : state == Entry.IN_FLIGHT ? Happening.EXPIRED_IN_FLIGHT : Happening.GIVEN_UP_RETURNED);
        send.target.expire(send);
        if (!send.isEnded()) {
            world.fail(send + " does not end at its deadline");
        }
    }

    void interrupt(SimulatedSend send) {
        if (!send.isEnded()) {
            world.happened(Happening.INTERRUPTED);
            returned(send);
            send.target.interrupt(send);
        }
    }

    void cancel(SimulatedSend send) {
        if (!send.isEnded()) {
            world.happened(Happening.CANCELLED);
            returned(send);
            send.target.cancel(send);
        }
    }

    private void returned(SimulatedSend send) {
        if (send.state() == Entry.RETURNED) {
            world.happened(Happening.GIVEN_UP_RETURNED);
        }
    }

    void giveUp(SimulatedSend send) {
        if (whenFull == WhenFull.BLOCK) {
            interrupt(send);
        } else {
            cancel(send);
        }
    }

    void ended(SimulatedSend send) {
        world.trace("ended {}", send);
        outstanding--;
        if (whenFull == WhenFull.BLOCK) {
            plan(world.chance.between(1000, pause));
        } else if (whenFull == WhenFull.PARK && !planned && left > 0) {
            if (world.chance.oneIn(4)) {
                // a stream goes on where the acknowledgment comes
                left--;
                submit(sequences[world.chance.below(sequences.length)]);
            } else {
                plan(0);
            }
        }
        world.mischief();
    }
}
