package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.common.utils.AppInfoParser;

/** Where and with what was measured. */
final class Machine {

    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {
    }

    static Map<String, String> description() throws IOException {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        description.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        description.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        description.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        description.put("kafka", AppInfoParser.getVersion());
        return description;
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst(".*: ", "")).findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
