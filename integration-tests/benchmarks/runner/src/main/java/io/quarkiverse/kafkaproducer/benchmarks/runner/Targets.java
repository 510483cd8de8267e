package io.quarkiverse.kafkaproducer.benchmarks.runner;

import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.BARE;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.BARE_LINGER_0;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.BLOCKING;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.BLOCKING_FOOTPRINTS;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.EMITTER;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.LIMIT;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.REACTIVE;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.REACTIVE_FOOTPRINTS;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.STREAM;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.STREAM_FOOTPRINTS;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.TEMPLATE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The targets of the results. A target without a measurement has no verdict. */
final class Targets {

    private static final Set<Contestant> OURS = EnumSet.of(BLOCKING, BLOCKING_FOOTPRINTS, Contestant.BLOCKING_JSON, REACTIVE,
            REACTIVE_FOOTPRINTS, Contestant.REACTIVE_JSON, STREAM, STREAM_FOOTPRINTS);

    private final Results results;
    private final List<Verdict> verdicts = new ArrayList<>();

    Targets(Results results) {
        this.results = results;
    }

    List<Verdict> verdicts() {
        for (Contestant ours : List.of(BLOCKING_FOOTPRINTS, BLOCKING)) {
            atMost(Work.W1, ours + ": p50 of that of " + BARE_LINGER_0, 1.05, direct(Work.W1),
                    cell -> results.ratio(cell, ours, BARE_LINGER_0, Line::p50Micros));
            for (Contestant peer : List.of(EMITTER, TEMPLATE)) {
                atMost(Work.W1, ours + ": p50 of that of " + peer, 1 / 12.0, direct(Work.W1),
                        cell -> results.ratio(cell, ours, peer, Line::p50Micros));
            }
            throughputOfThreads(ours);
        }
        for (Contestant ours : List.of(REACTIVE_FOOTPRINTS, REACTIVE)) {
            burst(ours);
        }
        for (Contestant ours : List.of(STREAM_FOOTPRINTS, STREAM)) {
            burst(ours);
        }
        figure(Figure.COST, 250);
        figure(Figure.COST_ALLOCATED, 48);
        figure(Figure.COST_FOOTPRINTS, 800);
        figure(Figure.COST_FOOTPRINTS_ALLOCATED, 600);
        figure(Figure.FIRST_SEND_DECLARED, 20);
        difference(Figure.START_OURS, Figure.START, 40);
        difference(Figure.MEMORY_OURS, Figure.MEMORY, 3);
        ratio(Figure.FIRST_UNDECLARED, Figure.FIRST_BARE, "≤ ", 1);
        ratio(Figure.FIRST_DECLARED, Figure.FIRST_BARE, "≤ ", 1);
        ratio(Figure.FIRST_DECLARED_LATER, Figure.FIRST_BARE_LATER, "≤ ", 0.5);
        atLeast(Figure.DRAIN, 20_000);
        ratio(Figure.DRAIN_THREE, Figure.DRAIN, "≥ ", 0.9);
        ratio(Figure.DRAIN_BACKLOG, Figure.DRAIN, "≥ ", 0.8);
        figure(Figure.COMMIT_TO_CONSUMER_P50, 5);
        figure(Figure.COMMIT_TO_CONSUMER_P99, 25);
        ratio(Figure.ONE_ROW_OUTBOX, Figure.ONE_ROW, "≤ ", 1.1);
        figure(Figure.IDLE_QUERIES, 1);
        for (Contestant ours : List.of(BLOCKING_FOOTPRINTS, BLOCKING)) {
            manyOfAll(ours);
            delayed(ours);
        }
        return verdicts;
    }

    private void throughputOfThreads(Contestant ours) {
        ToDoubleFunction<Cell> overBare = cell -> results.ratio(cell, ours, BARE_LINGER_0, Line::throughput);
        atLeast(Work.W2, ours + ": throughput of that of " + BARE_LINGER_0, 1, direct(Work.W2), overBare);
        best(Work.W2, ours + ": the same, in the best cell", 1.5, direct(Work.W2), overBare);
        atLeast(Work.W2, ours + ": throughput of that of the best other that encodes", 0.95, direct(Work.W2),
                cell -> results.ratio(cell, ours, bestOther(cell), Line::throughput));
        atLeast(Work.W2, ours + ": throughput of that of " + EMITTER, 4, direct(Work.W2),
                cell -> results.ratio(cell, ours, EMITTER, Line::throughput));
    }

    private Contestant bestOther(Cell cell) {
        return cell.work().contestants.stream().filter(other -> other != LIMIT && !OURS.contains(other))
                .max(Comparator.comparingDouble(other -> results.median(cell, other, Line::throughput))).orElseThrow();
    }

    private void burst(Contestant ours) {
        for (Contestant bare : List.of(BARE, BARE_LINGER_0)) {
            atLeast(Work.W3, ours + ": throughput of that of " + bare, 0.95, direct(Work.W3),
                    cell -> results.ratio(cell, ours, bare, Line::throughput));
        }
        atLeast(Work.W3, ours + ": throughput of that of " + EMITTER, 4, direct(Work.W3),
                cell -> results.ratio(cell, ours, EMITTER, Line::throughput));
        atMost(Work.W3, ours + ": lost", 0, direct(Work.W3), cell -> results.lost(cell, ours));
    }

    private void manyOfAll(Contestant ours) {
        Optional<Cell> one = direct(Work.W7).filter(cell -> cell.topics() == 1 && cell.threads() == 1).findFirst();
        Stream<Cell> many = direct(Work.W7).filter(cell -> cell.topics() > 1 && cell.threads() > 1);
        one.ifPresent(single -> atMost(Work.W7, ours + ": processor time a send of that of 1 topic and 1 sender", 1.2, many,
                cell -> results.median(cell, ours, Line::cpuMicros) / results.median(single, ours, Line::cpuMicros)));
    }

    private void delayed(Contestant ours) {
        atMost(Work.W1, ours + ", delayed: p50 of that of " + BARE_LINGER_0, 1.05, results.cells(Work.W1, true),
                cell -> results.ratio(cell, ours, BARE_LINGER_0, Line::p50Micros));
        atLeast(Work.W2, ours + ", delayed: throughput of that of " + BARE_LINGER_0, 0.95, results.cells(Work.W2, true),
                cell -> results.ratio(cell, ours, BARE_LINGER_0, Line::throughput));
        Contestant reactive = ours == BLOCKING ? REACTIVE : REACTIVE_FOOTPRINTS;
        atLeast(Work.W3, reactive + ", delayed: throughput of that of " + BARE_LINGER_0, 0.95, results.cells(Work.W3, true),
                cell -> results.ratio(cell, reactive, BARE_LINGER_0, Line::throughput));
    }

    private Stream<Cell> direct(Work work) {
        return results.cells(work, false);
    }

    // ---- kinds of targets

    private void atMost(Work work, String target, double bound, Stream<Cell> cells, ToDoubleFunction<Cell> value) {
        cells.max(Comparator.comparingDouble(value)).ifPresent(worst -> add(work, target, "≤ ", bound,
                value.applyAsDouble(worst), worst.toString(), value.applyAsDouble(worst) <= bound));
    }

    private void atLeast(Work work, String target, double bound, Stream<Cell> cells, ToDoubleFunction<Cell> value) {
        cells.min(Comparator.comparingDouble(value)).ifPresent(worst -> add(work, target, "≥ ", bound,
                value.applyAsDouble(worst), worst.toString(), value.applyAsDouble(worst) >= bound));
    }

    private void best(Work work, String target, double bound, Stream<Cell> cells, ToDoubleFunction<Cell> value) {
        cells.max(Comparator.comparingDouble(value)).ifPresent(best -> add(work, target, "≥ ", bound,
                value.applyAsDouble(best), best.toString(), value.applyAsDouble(best) >= bound));
    }

    private void figure(Figure figure, double bound) {
        Double value = results.figures().get(figure);
        if (value != null) {
            add(figure.work, figure.label + ", " + figure.unit, "≤ ", bound, value, "", value <= bound);
        }
    }

    private void atLeast(Figure figure, double bound) {
        Double value = results.figures().get(figure);
        if (value != null) {
            add(figure.work, figure.label + ", " + figure.unit, "≥ ", bound, value, "", value >= bound);
        }
    }

    private void ratio(Figure figure, Figure base, String comparison, double bound) {
        Double value = results.figures().get(figure);
        if (value != null) {
            double ratio = value / results.figures().get(base);
            add(figure.work, figure.label + ": of that of " + base.label, comparison, bound, ratio, "",
                    comparison.equals("≥ ") ? ratio >= bound : ratio <= bound);
        }
    }

    private void difference(Figure figure, Figure base, double bound) {
        Double value = results.figures().get(figure);
        if (value != null) {
            double more = value - results.figures().get(base);
            add(figure.work, figure.label + ": more than without it, " + figure.unit, "≤ ", bound, more, "", more <= bound);
        }
    }

    private void add(Work work, String target, String comparison, double bound, double value, String where, boolean met) {
        String text = bound == Math.rint(bound) ? String.format(Locale.ROOT, "%.0f", bound)
                : String.format(Locale.ROOT, "%.2f", bound);
        verdicts.add(new Verdict(work, target, comparison + text, value, where, met));
    }
}
