package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

/**
 * Runs the real queue in virtual time, from as many seeds as asked: {@code -Dsimulation.seeds=20000}, after
 * {@code -Dsimulation.first=0}; or once with all of its events printed: {@code -Dsimulation.seed=4711}.
 */
class SimulationTest {

    private static final int SEEDS = 4_000;
    private static final long RECORDS = 5_000_000;
    private static final int THREADS = 2;
    private static final int LAST_EVENTS = 60;
    private static final int ALL_EVENTS = 1_000_000;

    private final long[] happened = new long[Happening.values().length];

    @Test
    void everyRecordEndsOnceInTimeAndAsItWasSaidWhateverHappens() throws InterruptedException {
        Long one = Long.getLong("simulation.seed");
        if (one != null) {
            runWithTrace(one);
            return;
        }
        long first = Long.getLong("simulation.first", 0);
        int seeds = Integer.getInteger("simulation.seeds", SEEDS);

        Long failed = run(first, seeds);

        print();
        if (failed != null) {
            try (QueueErrors errors = new QueueErrors()) {
                Simulation again = Simulations.run(failed, new Trace(LAST_EVENTS));
                fail("Seed " + failed + " (run it with -Dsimulation.seed=" + failed + "): " + again.failure() + "\n"
                        + again.trace);
            }
        }
        if (seeds >= SEEDS) {
            assertThat(happened[Happening.RECORD_SUBMITTED.ordinal()]).isGreaterThanOrEqualTo(RECORDS);
            for (Happening kind : Happening.values()) {
                assertThat(happened[kind.ordinal()]).as("how often it happened: %s", kind).isPositive();
            }
        }
    }

    @Test
    void aSeedGivesTheSameRunEachTime() {
        try (QueueErrors errors = new QueueErrors()) {
            for (long seed = 1; seed < 30; seed++) {
                Simulation once = Simulations.run(seed, new Trace(LAST_EVENTS));
                Simulation again = Simulations.run(seed, new Trace(LAST_EVENTS));
                assertThat(again.trace).hasToString(once.trace.toString());
                assertThat(again.happened).containsExactly(once.happened);
            }
        }
    }

    /** Returns the lowest of the seeds that failed, as far as was looked; null if none did. */
    private Long run(long first, int seeds) throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        AtomicReference<Long> failed = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        try (QueueErrors errors = new QueueErrors()) {
            for (int number = 0; number < THREADS; number++) {
                Thread thread = new Thread(() -> run(next, first + seeds, failed), "simulation-" + number);
                thread.setUncaughtExceptionHandler((dead, e) -> thrown.set(e));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(thrown.get()).isNull();
        return failed.get();
    }

    private void run(AtomicLong next, long end, AtomicReference<Long> failed) {
        for (long seed = next.getAndIncrement(); seed < end && failed.get() == null; seed = next.getAndIncrement()) {
            Simulation done = Simulations.run(seed, null);
            long found = seed;
            if (done.failure() != null) {
                failed.accumulateAndGet(found, (known, other) -> known == null ? other : Long.valueOf(Math.min(known, other)));
            }
            synchronized (happened) {
                for (int kind = 0; kind < happened.length; kind++) {
                    happened[kind] += done.happened[kind];
                }
            }
        }
    }

    private static void runWithTrace(long seed) {
        try (QueueErrors errors = new QueueErrors()) {
            Simulation done = Simulations.run(seed, new Trace(ALL_EVENTS));
            System.out.println(done.trace);
            assertThat(done.failure()).isNull();
        }
    }

    private void print() {
        StringBuilder text = new StringBuilder("The simulation has seen:\n");
        for (Happening kind : Happening.values()) {
            text.append(String.format("%,14d %s%n", happened[kind.ordinal()], kind.toString().toLowerCase().replace('_', ' ')));
        }
        System.out.print(text);
    }
}
