package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/**
 * One run of the real queue, in one thread and in virtual time, from one seed: the same seed gives the same run. What happens
 * inside of a call of the queue stands for what other threads do meanwhile.
 */
final class Simulation {

    static final ThreadLocal<Simulation> CURRENT = new ThreadLocal<>();
    private static final int MOST_INSIDE = 2;
    private static final int MOST_AT_A_TIME = 20_000;

    final long seed;
    final Chance chance;
    final Agenda agenda = new Agenda();
    final VirtualClock clock;
    final Weather weather;
    final Checks checks = new Checks(this);
    final SimulatedCluster cluster = new SimulatedCluster(this);
    final SimulatedQueueThread thread = new SimulatedQueueThread(this);
    final LiveSends live = new LiveSends();
    /** Their senders gave up, and the client has not answered. */
    final LiveSends gaveUp = new LiveSends();
    final List<SimulatedSend> sends = new ArrayList<>();
    final List<ClientSession> sessions = new ArrayList<>();
    final long[] happened = new long[Happening.values().length];
    final Trace trace;
    private final byte[] small;
    /** Clients that do nothing any more, and are not closed. */
    int deadClients;
    /** Whose sessions are looked at. */
    SendQueue watched;
    private int inside;
    private int steps;
    private String failure;
    /** Does something from another thread. */
    Runnable intruder = () -> {
    };

    Simulation(long seed, Weather weather, Chance chance, Trace trace) {
        this.seed = seed;
        this.chance = chance;
        this.weather = weather;
        this.trace = trace;
        long[] origins = { 0, -10 * Weather.SECOND, Long.MAX_VALUE - 5 * Weather.SECOND, Long.MIN_VALUE, 1234 };
        this.clock = new VirtualClock(agenda, origins[chance.below(origins.length)]);
        this.small = new byte[chance.between(1, 200)];
    }

    // ---- said by its parts

    void happened(Happening what) {
        happened[what.ordinal()]++;
    }

    boolean strikes(int oneIn) {
        return oneIn > 0 && !weather.calm && chance.oneIn(oneIn);
    }

    void trace(String text, Object... details) {
        if (trace != null) {
            trace.add(agenda.now(), inside, text, details);
        }
    }

    void fail(String why) {
        trace("FAILS: {}", why);
        if (failure == null) {
            failure = why;
        }
    }

    String failure() {
        return failure;
    }

    byte[] value() {
        return strikes(weather.large) ? new byte[chance.between(5_000, 50_000)] : small;
    }

    void submitting(SimulatedSend send) {
        happened(Happening.RECORD_SUBMITTED);
        sends.add(send);
        live.add(send);
        trace("submit {}", send);
    }

    /** The queue asks its client something. */
    void question() {
        if (strikes(weather.errorsInQuestions)) {
            happened(Happening.ERROR_IN_QUESTION);
            throw new SimulatedError("question");
        }
        mischief();
    }

    /** Here another thread may come in between. */
    void mischief() {
        if (inside < MOST_INSIDE && strikes(weather.insides)) {
            happened(Happening.INSIDE_THE_OWNER);
            inside++;
            if (chance.oneIn(2)) {
                for (int events = chance.between(1, 3); events > 0 && agenda.next() <= agenda.now() + Weather.MS; events--) {
                    agenda.runNext();
                }
            } else if (chance.oneIn(2) && live.size() > 0) {
                SimulatedSend send = live.get(chance.below(live.size()));
                if (send.acknowledgedBy == 0) {
                    send.sender.giveUp(send);
                }
            } else {
                intruder.run();
            }
            inside--;
        }
    }

    // ---- run

    /** Goes on until this time, or until nothing is left to happen. */
    void runUntil(long time) {
        CURRENT.set(this);
        long before = -1;
        int standing = 0;
        while (failure == null && agenda.next() <= time) {
            agenda.runNext();
            steps++;
            sessions();
            standing = agenda.now() == before ? standing + 1 : 0;
            before = agenda.now();
            if (standing > MOST_AT_A_TIME) {
                fail("it spins: " + standing + " events without any time passing");
            }
            check();
        }
        CURRENT.remove();
    }

    Capacity capacity;

    private void check() {
        int size = live.size() + gaveUp.size();
        if (size < 16 || steps % (size < 200 ? 16 : size / 2) == 0) {
            checks.capacity(capacity);
        }
        if (steps % 64 == 0 && watched != null) {
            checks.bounds(watched);
        }
    }

    private void sessions() {
        ClientSession current = watched == null ? null : watched.session();
        if (current != null && (sessions.isEmpty() || sessions.get(sessions.size() - 1) != current)) {
            sessions.add(current);
        }
    }

    /** Closes the producer, and checks what is left. */
    void end(SendQueue queue, SimulatedClients clients) {
        queue.refuse(closed());
        queue.finish(queue.isEmpty(), clients::close);
        runUntil(agenda.now() + 300 * Weather.SECOND);
        if (failure == null) {
            checks.end(sends, capacity);
            checks.left(queue);
            checks.sessions();
        }
    }

    static Failure closed() {
        return Failure.closed("simulated", Outcome.NOT_SENT);
    }
}
