package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Has the contestants of a cell measured in turn, round by round: what disturbs the machine disturbs all of them. */
final class Rounds {

    private static final int WARM_UP_MILLIS = 500;

    private final Site site;
    private final int rounds;
    private final Consumer<Line> lines;

    Rounds(Site site, int rounds, Consumer<Line> lines) {
        this.site = site;
        this.rounds = rounds;
        this.lines = lines;
    }

    /** Has each contender compiled, with the load of this cell, if it is the first of its kind, for a longer time. */
    void measure(Cell cell, boolean firstOfItsKind) throws IOException {
        Cell warmUp = firstOfItsKind ? cell.warmUp(Math.max(WARM_UP_MILLIS, cell.millis())) : cell;
        for (Contestant contestant : cell.work().contestants) {
            site.measure(warmUp, contestant);
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
