package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Runs threads in virtual time, one at a time. Another one has its turn where a thread waits, and now and then where it asks
 * for the time, so that a seed says in which order all happens.
 */
final class SimulatedThreads implements BlockingClock {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated");
        thread.setDaemon(true);
        return thread;
    });

    /** A thread. */
    static final class Actor {
        private final String name;
        private final Semaphore turn = new Semaphore(0);
        private Thread thread;
        private boolean parked;
        private boolean permit;
        /** Of which of its waits a wake-up is. */
        private int waits;
        /** True if it was interrupted while it ran. */
        boolean interrupted;

        private Actor(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Event(long time, long order, Runnable action) {
    }

    private final Random random;
    private final long origin;
    private final int yields;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (one, other) -> one.time != other.time ? Long.compare(one.time, other.time) : Long.compare(one.order, other.order));
    private final Map<Thread, Actor> actors = new IdentityHashMap<>();
    private final Semaphore over = new Semaphore(0);
    private final StringBuilder trace;
    private Actor current;
    private Actor resumed;
    private long now;
    private long planned;
    private String failure;

    SimulatedThreads(Random random, boolean traced) {
        this.random = random;
        this.trace = traced ? new StringBuilder() : null;
        this.origin = random.nextInt(4) == 0 ? Long.MAX_VALUE - 300_000_000L : random.nextLong();
        this.yields = random.nextBoolean() ? 0 : 2 + random.nextInt(10);
    }

    // ---- by whoever runs it

    /** Runs until nothing is planned any more. Returns what went wrong, or null. */
    String run() {
        loop(null);
        over.acquireUninterruptibly();
        if (failure == null && !actors.isEmpty()) {
            failure = "still running: " + actors.values();
        }
        return failure;
    }

    String traced() {
        return String.valueOf(trace);
    }

    void fail(String text) {
        trace("FAILED: {}", text);
        if (failure == null) {
            failure = text;
        }
    }

    void trace(String text, Object... details) {
        if (trace != null) {
            String line = text;
            for (Object detail : details) {
                int at = line.indexOf("{}");
                line = line.substring(0, at) + detail + line.substring(at + 2);
            }
            trace.append(String.format("%10.3f ms %-10s %s%n", now / 1e6, current == null ? "" : current, line));
        }
    }

    long now() {
        return now;
    }

    void after(long delay, Runnable action) {
        events.add(new Event(now + Math.max(0, delay), planned++, action));
    }

    // ---- threads

    Actor start(String name, long delay, Runnable body) {
        Actor actor = new Actor(name);
        after(delay, () -> {
            THREADS.execute(() -> live(actor, body));
            resumed = actor;
        });
        return actor;
    }

    private void live(Actor actor, Runnable body) {
        actor.turn.acquireUninterruptibly();
        actor.thread = Thread.currentThread();
        actors.put(actor.thread, actor);
        current = actor;
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            fail(actor + " threw " + e + " at " + e.getStackTrace()[0]);
        }
        if (actor.interrupted && !Thread.interrupted()) {
            fail(actor + " was interrupted, and its flag is lost");
        }
        actors.remove(actor.thread);
        actor.thread = null;
        current = null;
        loop(null);
    }

    Actor current() {
        return current;
    }

    void interrupt(Actor actor) {
        if (actor.thread != null) {
            trace("interrupts {}", actor);
            actor.interrupted = true;
            actor.thread.interrupt();
            wake(actor);
        }
    }

    /** Lets all happen that is due, until this one has its turn again; for ever where it is null. */
    private void loop(Actor me) {
        current = null;
        while (true) {
            Event next = events.poll();
            if (next == null) {
                over.release();
                return;
            }
            now = Math.max(now, next.time);
            try {
                next.action.run();
            } catch (RuntimeException | Error e) {
                fail("threw " + e + " at " + e.getStackTrace()[0]);
            }
            Actor turn = resumed;
            if (turn != null) {
                resumed = null;
                if (turn != me) {
                    turn.turn.release();
                    if (me == null) {
                        return;
                    }
                    me.turn.acquireUninterruptibly();
                }
                current = me;
                return;
            }
        }
    }

    private void resume(Actor actor, int wait) {
        if (actor.parked && actor.waits == wait) {
            actor.parked = false;
            resumed = actor;
        }
    }

    /** Wakes an actor, like {@link #unpark}. A thread may be that of another actor later. */
    void wake(Actor actor) {
        int wait = actor.waits;
        if (actor.parked) {
            after(0, () -> resume(actor, wait));
        } else {
            actor.permit = true;
        }
    }

    private void await(Actor me, long nanos) {
        int wait = ++me.waits;
        me.parked = true;
        after(nanos, () -> resume(me, wait));
        loop(me);
        me.permit = false;
    }

    /** Waits, whatever happens. */
    void sleep(long nanos) {
        long until = now + nanos;
        while (now < until) {
            await(current, until - now);
        }
    }

    /** Another thread may have its turn. */
    void yieldTurn() {
        if (current != null && yields > 0 && random.nextInt(yields) == 0) {
            await(current, random.nextInt(3) == 0 ? random.nextInt(1_000_000) : 0);
        }
    }

    // ---- what a transaction sees

    @Override
    public long nanoTime() {
        yieldTurn();
        return origin + now;
    }

    /** Returns the time without a turn for others. */
    long time() {
        return origin + now;
    }

    @Override
    public void park(Object blocker, long nanos) {
        if (current.permit || Thread.currentThread().isInterrupted()) {
            current.permit = false;
            // no time passes where nothing waits, so that a thread that does not wait must not keep the others from it
            await(current, 1000);
            return;
        }
        await(current, nanos);
    }

    @Override
    public void unpark(Thread thread) {
        Actor actor = actors.get(thread);
        if (actor != null) {
            wake(actor);
        }
    }
}
