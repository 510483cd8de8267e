package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that was measured. */
final class Results {

    private final List<Line> lines = new ArrayList<>();
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

    void add(Line line) {
        lines.add(line);
    }

    void add(Figure figure, double value) {
        figures.put(figure, value);
    }

    Map<Figure, Double> figures() {
        return figures;
    }

    Set<Cell> cells() {
        return lines.stream().map(Line::cell).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Stream<Cell> cells(Work work, boolean delayed) {
        return cells().stream().filter(cell -> cell.work() == work && cell.delayMillis() > 0 == delayed);
    }

    private Stream<Line> lines(Cell cell, Contestant contestant) {
        return lines.stream().filter(line -> line.cell().equals(cell) && line.contestant() == contestant);
    }

    /** Over the rounds. */
    double median(Cell cell, Contestant contestant, ToDoubleFunction<Line> figure) {
        return Median.of(lines(cell, contestant).map(figure::applyAsDouble).toList());
    }

    /** Of the ratios within each round, over the rounds. */
    double ratio(Cell cell, Contestant contestant, Contestant reference, ToDoubleFunction<Line> figure) {
        Map<Integer, Double> references = lines(cell, reference)
                .collect(Collectors.toMap(Line::round, figure::applyAsDouble));
        return Median.of(lines(cell, contestant)
                .map(line -> figure.applyAsDouble(line) / references.get(line.round())).toList());
    }

    long sends(Cell cell, Contestant contestant) {
        return lines(cell, contestant).mapToLong(line -> line.measured().sends()).sum();
    }

    long lost(Cell cell, Contestant contestant) {
        return lines(cell, contestant).mapToLong(line -> line.measured().lost()).sum();
    }
}
