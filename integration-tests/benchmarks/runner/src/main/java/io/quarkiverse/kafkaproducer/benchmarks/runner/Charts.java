package io.quarkiverse.kafkaproducer.benchmarks.runner;

import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.BARE;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.BARE_LINGER_0;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.BLOCKING;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.BLOCKING_FOOTPRINTS;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.EMITTER;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.EMITTER_LINGER_0;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.LIMIT;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.REACTIVE;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.REACTIVE_FOOTPRINTS;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.TEMPLATE;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Contestant.TEMPLATE_LINGER_0;

import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.svg.SVGGraphics2D;

/** The results as pictures: one for each work and distance, of records of the size in the middle. */
final class Charts {

    /** The contestants that a picture has room for, each with the same colour in all pictures. */
    private static final Map<Contestant, Color> COLOURS = Map.ofEntries(
            Map.entry(LIMIT, new Color(0xd0d0d0)), Map.entry(BARE, new Color(0x9a9a9a)),
            Map.entry(BARE_LINGER_0, new Color(0x5c5c5c)), Map.entry(BLOCKING, new Color(0x7db8f0)),
            Map.entry(REACTIVE, new Color(0x7db8f0)), Map.entry(BLOCKING_FOOTPRINTS, new Color(0x1565c0)),
            Map.entry(REACTIVE_FOOTPRINTS, new Color(0x1565c0)), Map.entry(EMITTER, new Color(0xc62828)),
            Map.entry(EMITTER_LINGER_0, new Color(0xef9a9a)), Map.entry(TEMPLATE, new Color(0x2e7d32)),
            Map.entry(TEMPLATE_LINGER_0, new Color(0xa5d6a7)));

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    private final Results results;
    private final Path directory;
    private final Map<String, String> written = new LinkedHashMap<>();

    Charts(Results results, Path directory) {
        this.results = results;
        this.directory = directory;
    }

    /**
     * @return the names of the files, with their titles
     */
    Map<String, String> write() throws IOException {
        for (boolean delayed : List.of(false, true)) {
            write(Work.W1, delayed, "p50, ms", line -> line.p50Micros() / 1_000, cell -> cell.bytes() + " B");
            write(Work.W2, delayed, "acknowledged a second", Line::throughput, Cell::load);
            write(Work.W3, delayed, "acknowledged a second", Line::throughput, cell -> cell.bytes() + " B");
        }
        return written;
    }

    private void write(Work work, boolean delayed, String unit, ToDoubleFunction<Line> figure, Function<Cell, String> name)
            throws IOException {
        List<Cell> cells = results.cells(work, delayed).toList();
        if (cells.isEmpty()) {
            return;
        }
        List<Integer> sizes = cells.stream().map(Cell::bytes).distinct().sorted().toList();
        // the others have one cell a size
        int size = sizes.get(sizes.size() / 2);
        List<Cell> shown = work == Work.W2 ? cells.stream().filter(cell -> cell.bytes() == size).toList() : cells;
        String title = work + ": " + work.title + (work == Work.W2 ? ", " + size + " B" : "")
                + (delayed ? ", " + cells.get(0).delayMillis() + " ms each way" : "");
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        shownOf(work).forEach(contestant -> shown
                .forEach(cell -> bars.addValue(results.median(cell, contestant, figure), contestant, name.apply(cell))));
        JFreeChart chart = ChartFactory.createBarChart(title, null, unit, bars, PlotOrientation.VERTICAL, true, false, false);
        StandardChartTheme.createLegacyTheme().apply(chart);
        chart.getLegend().setPosition(RectangleEdge.RIGHT);
        chart.setBackgroundPaint(Color.WHITE);
        CategoryPlot plot = chart.getCategoryPlot();
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        BarRenderer renderer = (BarRenderer) plot.getRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0.05);
        shownOf(work).forEach(
                contestant -> renderer.setSeriesPaint(bars.getRowIndex(contestant), COLOURS.get(contestant)));
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        chart.draw(svg, new Rectangle(WIDTH, HEIGHT));
        String file = "benchmark-" + work.name().toLowerCase(Locale.ROOT) + (delayed ? "-delayed" : "") + ".svg";
        Files.writeString(directory.resolve(file), svg.getSVGDocument());
        written.put(file, title);
    }

    /** Threads that wait have the blocking producer. */
    private static Stream<Contestant> shownOf(Work work) {
        boolean ofThreads = work.contestants.contains(BLOCKING);
        return work.contestants.stream().filter(COLOURS::containsKey)
                .filter(contestant -> !ofThreads || contestant != REACTIVE && contestant != REACTIVE_FOOTPRINTS);
    }
}
