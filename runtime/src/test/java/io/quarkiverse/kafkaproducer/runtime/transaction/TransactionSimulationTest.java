package io.quarkiverse.kafkaproducer.runtime.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Runs real transactions against a simulated coordinator, in virtual time, from as many seeds as asked:
 * {@code -Dsimulation.seeds=20000}; or once with all of its events printed: {@code -Dsimulation.seed=4711}.
 */
class TransactionSimulationTest {

    private static final int SEEDS = 10_000;

    private final Logger logger = Logger.getLogger(Transaction.class.getName());
    private final Level before = logger.getLevel();
    private final Map<String, Integer> happened = new TreeMap<>();

    @BeforeEach
    void doNotWarn() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void warn() {
        logger.setLevel(before);
    }

    @Test
    void whatIsToldOfATransactionIsTrueWhateverHappens() {
        Long one = Long.getLong("simulation.seed");
        if (one != null) {
            run(one, true);
            return;
        }
        int seeds = Integer.getInteger("simulation.seeds", SEEDS);

        for (long seed = 0; seed < seeds; seed++) {
            run(seed, false);
        }

        happened.forEach((what, count) -> System.out.printf("%,10d %s%n", count, what));
        assertThat(happened).containsKeys("told that it is committed", "told that it is aborted, as it was marked",
                "told UNKNOWN", "told NOT_SENT, retriable", "told NOT_SENT", "send after the end", "reactive deadline",
                "producer closed", "offsets failed, and that was caught", "interrupted while the broker is asked to commit");
    }

    @Test
    void aSeedGivesTheSameRunEachTime() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(trace(seed)).isEqualTo(trace(seed));
        }
    }

    private String trace(long seed) {
        TransactionRun run = new TransactionRun(seed, happened, true);
        run.run();
        return run.traced();
    }

    private void run(long seed, boolean traced) {
        TransactionRun run = new TransactionRun(seed, happened, traced);
        String wrong = run.run();
        if (traced) {
            System.out.println(run.traced());
        }
        if (wrong != null) {
            TransactionRun again = new TransactionRun(seed, new TreeMap<>(), true);
            again.run();
            fail("Seed " + seed + " (run it with -Dsimulation.seed=" + seed + "): " + wrong + "\n" + again.traced());
        }
    }
}
