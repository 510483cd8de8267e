package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The results for who waits for them. */
final class Summary {

    private final Results results;
    private final PrintStream out = System.out;

    Summary(Results results) {
        this.results = results;
    }

    void print(Cell cell) {
        out.printf("%n%s%n", cell);
        for (Contestant contestant : cell.work().contestants) {
            out.printf(Locale.ROOT, "  %-40s %,12.0f/s  x%5.2f  p50 %9.0f us  p99 %9.0f us  cpu %7.1f us  lost %,d%n",
                    contestant, results.median(cell, contestant, Line::throughput),
                    results.ratio(cell, contestant, Contestant.BARE_LINGER_0, Line::throughput),
                    results.median(cell, contestant, Line::p50Micros), results.median(cell, contestant, Line::p99Micros),
                    results.median(cell, contestant, Line::cpuMicros), results.lost(cell, contestant));
        }
    }

    void print(List<Verdict> verdicts) {
        out.println();
        results.figures()
                .forEach((figure, value) -> out.printf(Locale.ROOT, "%-60s %10.1f %s%n", figure, value, figure.unit));
        out.println();
        for (Verdict verdict : verdicts) {
            out.printf(Locale.ROOT, "%-6s %s %-80s %-7s %8.2f  %s%n", verdict.met() ? "met" : "MISSED", verdict.work(),
                    verdict.target(), verdict.bound(), verdict.value(), verdict.where());
        }
    }
}
