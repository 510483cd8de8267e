package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as tables of the documentation. */
final class AsciiDocReport {

    private final Results results;
    private final List<Verdict> verdicts;
    private final Map<String, String> machine;
    private final Map<String, String> charts;
    private final String command;

    AsciiDocReport(Results results, List<Verdict> verdicts, Map<String, String> machine,
            Map<String, String> charts, String command) {
        this.results = results;
        this.verdicts = verdicts;
        this.machine = machine;
        this.charts = charts;
        this.command = command;
    }

    void write(Path file) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            out.printf("// written by `%s`%n", command);
            out.printf("[%%autowidth]%n|===%n");
            machine.forEach((name, value) -> out.printf("|%s |%s%n", name, value));
            out.printf("|command |`%s`%n|===%n%n", command);
            charts.forEach((chart, title) -> out.printf("image::%s[%s]%n%n", chart, title));
            figures(out);
            collapsed(out, "All figures of all contestants", () -> results.cells().forEach(cell -> table(out, cell)));
            collapsed(out, "What is held against these figures", () -> targets(out));
        }
    }

    private static void collapsed(PrintWriter out, String title, Runnable content) {
        out.printf(".%s%n[%%collapsible]%n====%n", title);
        content.run();
        out.printf("====%n%n");
    }

    private void targets(PrintWriter out) {
        out.printf(".Targets%n[cols=\"1,6,2,2,5\"]%n|===%n|Work |Target |Bound |Reached |Worst in%n%n");
        for (Verdict verdict : verdicts) {
            out.printf(Locale.ROOT, "|%s |%s |%s |%s%s |%s%n", verdict.work(), verdict.target(), verdict.bound(),
                    number(verdict.value()), verdict.met() ? "" : ", *missed*", verdict.where());
        }
        out.printf("|===%n%n");
    }

    private void figures(PrintWriter out) {
        if (results.figures().isEmpty()) {
            return;
        }
        out.printf(".Figures%n[cols=\"6,2\"]%n|===%n");
        results.figures()
                .forEach((figure, value) -> out.printf(Locale.ROOT, "|%s |%s %s%n", figure, number(value), figure.unit));
        out.printf("|===%n%n");
    }

    private void table(PrintWriter out, Cell cell) {
        out.printf(".%s%n[cols=\"5,>2,>2,>2,>2,>2\"]%n|===%n", cell);
        out.printf("|Contestant |Acknowledged a second |of the bare client, linger 0 |p50, ms |p99, ms |lost of sent%n%n");
        for (Contestant contestant : cell.work().contestants) {
            out.printf(Locale.ROOT, "|%s |%,.0f |%.2f |%s |%s |%,d of %,d%n", contestant.label,
                    results.median(cell, contestant, Line::throughput),
                    results.ratio(cell, contestant, Contestant.BARE_LINGER_0, Line::throughput),
                    cell.isBurst() ? "" : millis(results.median(cell, contestant, Line::p50Micros)),
                    cell.isBurst() ? "" : millis(results.median(cell, contestant, Line::p99Micros)),
                    results.lost(cell, contestant), results.sends(cell, contestant));
        }
        out.printf("|===%n%n");
    }

    private static String millis(double micros) {
        return String.format(Locale.ROOT, "%.2f", micros / 1_000);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 20 ? "%.2f" : "%,.0f", value);
    }
}
