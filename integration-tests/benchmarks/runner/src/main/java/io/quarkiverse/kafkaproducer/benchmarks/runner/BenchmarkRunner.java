package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.benchmarks.application.Request;

/** Measures and reports. Arguments are {@code name=value}: see the properties of this module. */
public final class BenchmarkRunner {

    private static final List<String> OPTIONS = List.of("works", "delays", "sizes", "rounds", "backlog", "options");

    private final Settings settings;
    private final String command;
    private final Path benchmarks;
    private final Path output;
    private final Results results = new Results();

    private BenchmarkRunner(Map<String, String> arguments) {
        this.settings = Settings.of(arguments);
        this.command = "mvn -Pbenchmarks -Dbenchmarks=" + arguments.get("setting")
                + OPTIONS.stream().filter(option -> !arguments.get(option).isEmpty())
                        .map(option -> " -Dbenchmarks." + option + "=" + arguments.get(option)).collect(Collectors.joining());
        this.benchmarks = Path.of(arguments.get("benchmarks")).normalize();
        this.output = benchmarks.resolve("runner/target/benchmarks");
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> named = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            named.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        BenchmarkRunner runner = new BenchmarkRunner(named);
        runner.measure();
        runner.report();
        if (Boolean.parseBoolean(named.get("publish"))) {
            runner.publish(Path.of(named.get("docs")));
        }
    }

    private void measure() throws Exception {
        forgetLastRun();
        if (settings.works().contains(Work.W4)) {
            new CostOfSends(settings.jmhSeconds()).measure(results);
        }
        if (settings.works().contains(Work.W5) || settings.works().contains(Work.W6)) {
            new Starts(benchmarks, settings.starts()).measure(results);
        }
        if (settings.works().contains(Work.W9)) {
            new FirstAcknowledgments(benchmarks.resolve("producer"), settings.starts()).measure(results);
        }
        if (settings.works().contains(Work.W8)) {
            new OutboxWork(benchmarks, settings.backlog(), settings.options()).measure(results);
        }
        try (PrintWriter lines = new PrintWriter(
                Files.newBufferedWriter(output.resolve("lines.jsonl"), StandardCharsets.UTF_8), true)) {
            ObjectMapper mapper = new ObjectMapper();
            for (int delay : settings.delays()) {
                measureAtDelay(delay, line -> {
                    results.add(line);
                    lines.println(mapper.valueToTree(line));
                });
            }
        }
    }

    /** Whose works may have been others. */
    private void forgetLastRun() throws IOException {
        Files.createDirectories(output);
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void measureAtDelay(int delay, Consumer<Line> lines) throws Exception {
        List<Cell> cells = settings.cells(delay);
        if (cells.isEmpty()) {
            return;
        }
        try (Site site = new Site(delay)) {
            site.createTopics(IntStream.range(0, cells.stream().mapToInt(Cell::topics).max().orElse(1))
                    .mapToObj(topic -> Request.TOPIC + topic).toList());
            site.start(application(), settings.options());
            Rounds rounds = new Rounds(site, settings.rounds(), lines);
            rounds.warmUp(Work.W2.contestants, settings.warmUpMillis());
            for (Cell cell : cells) {
                rounds.measure(cell);
                new Summary(results).print(cell);
            }
        }
    }

    private Path application() {
        return benchmarks.resolve("application/target");
    }

    private void report() throws IOException {
        List<Verdict> verdicts = new Targets(results).verdicts();
        Map<String, String> machine = new Machine(application().resolve(Variant.WITH_FOOTPRINTS.directory)).description();
        new JsonReport(results, verdicts, machine).write(output.resolve("results.json"));
        Map<String, String> charts = new Charts(results, output).write();
        new AsciiDocReport(results, verdicts, machine, charts, command)
                .write(output.resolve("benchmarks.adoc"));
        new Summary(results).print(verdicts);
        System.out.println("\nIn " + output);
    }

    /** Makes them those of the documentation. */
    private void publish(Path docs) throws IOException {
        copy(docs.resolve("pages/includes"), ".adoc");
        copy(docs.resolve("assets/images"), ".svg");
    }

    private void copy(Path to, String ending) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ending)).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
