package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The results for programs. */
final class JsonReport {

    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final Results results;
    private final List<Verdict> verdicts;
    private final Map<String, String> machine;

    JsonReport(Results results, List<Verdict> verdicts, Map<String, String> machine) {
        this.results = results;
        this.verdicts = verdicts;
        this.machine = machine;
    }

    void write(Path file) throws IOException {
        ObjectNode all = mapper.createObjectNode();
        all.set("machine", mapper.valueToTree(machine));
        ArrayNode cells = all.putArray("cells");
        for (Cell cell : results.cells()) {
            ObjectNode node = cells.addObject();
            node.set("cell", mapper.valueToTree(cell));
            ArrayNode contestants = node.putArray("contestants");
            for (Contestant contestant : cell.work().contestants) {
                contestants.addObject().put("name", contestant.label)
                        .put("acknowledgedPerSecond", results.median(cell, contestant, Line::throughput))
                        .put("p50Micros", results.median(cell, contestant, Line::p50Micros))
                        .put("p99Micros", results.median(cell, contestant, Line::p99Micros))
                        .put("cpuMicros", results.median(cell, contestant, Line::cpuMicros))
                        .put("throughputOfBareLinger0",
                                results.ratio(cell, contestant, Contestant.BARE_LINGER_0, Line::throughput))
                        .put("sends", results.sends(cell, contestant)).put("lost", results.lost(cell, contestant));
            }
        }
        ObjectNode figures = all.putObject("figures");
        results.figures().forEach((figure, value) -> figures.put(figure.name(), value));
        all.set("targets", mapper.valueToTree(verdicts));
        mapper.writeValue(file.toFile(), all);
    }
}
