package io.quarkiverse.kafkaproducer.observability;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The metrics that Prometheus reads. */
final class Scrape {

    private final List<String> lines;

    private Scrape(List<String> lines) {
        this.lines = lines;
    }

    static Scrape now() {
        return new Scrape(Endpoint.get("/q/metrics").body().lines().filter(line -> !line.startsWith("#")).toList());
    }

    /** The lines of a meter that have all of these labels. */
    List<String> lines(String name, Map<String, String> labels) {
        return lines.stream()
                .filter(line -> (line.startsWith(name + "{") || line.startsWith(name + " ")) && labels.entrySet().stream()
                        .allMatch(label -> line.contains(label.getKey() + "=\"" + label.getValue() + "\"")))
                .toList();
    }

    List<String> lines(String name) {
        return lines(name, Map.of());
    }

    List<String> linesThatContain(String... parts) {
        return lines.stream().filter(line -> Arrays.stream(parts).allMatch(line::contains)).toList();
    }

    /** The value of the only one. */
    double value(String name, Map<String, String> labels) {
        List<String> found = lines(name, labels);
        if (found.size() != 1) {
            throw new AssertionError("Expected one meter " + name + labels + ", but there are " + found);
        }
        // an example of a trace may follow
        String value = found.get(0).replaceFirst("^[^ {]+(\\{.*?\\})? ", "").split(" ")[0];
        return Double.parseDouble(value);
    }
}
