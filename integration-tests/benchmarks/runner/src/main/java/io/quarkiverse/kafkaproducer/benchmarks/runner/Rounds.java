package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Has the contestants of a cell measured in turn, round by round: what disturbs the machine disturbs all of them. */
final class Rounds {

    private static final int WARM_UP_THREADS = 64;
    private static final int WARM_UP_BYTES = 1_000;
    /** Of each cell, before those that count. */
    private static final int WARM_UP_ROUNDS = 3;

    private final Site site;
    private final int rounds;
    private final Consumer<Line> lines;

    Rounds(Site site, int rounds, Consumer<Line> lines) {
        this.site = site;
        this.rounds = rounds;
        this.lines = lines;
    }

    /** Has the code of each process compiled: as long for a process with few contestants as for one with many. */
    void warmUp(Collection<Contestant> contestants, int millis) throws IOException {
        for (Contestant contestant : contestants) {
            long ofSameProcess = contestants.stream().filter(other -> other.variant == contestant.variant).count();
            site.measure(new Cell(Work.W2, 0, WARM_UP_BYTES, 1, WARM_UP_THREADS, false, millis / (int) ofSameProcess, 0),
                    contestant);
        }
    }

    void measure(Cell cell) throws IOException {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (Contestant contestant : cell.work().contestants) {
                // not yet used to this load
                site.measure(cell, contestant);
            }
        }
        List<Contestant> order = new ArrayList<>(cell.work().contestants);
        for (int round = 0; round < rounds; round++) {
            // by chance, but the same chance in each run
            Collections.shuffle(order, new Random(round));
            for (Contestant contestant : order) {
                lines.accept(new Line(cell, contestant, round, site.measure(cell, contestant)));
            }
        }
    }
}
