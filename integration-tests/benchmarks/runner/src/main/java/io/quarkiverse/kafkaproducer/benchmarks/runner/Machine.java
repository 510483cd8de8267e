package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine and the software of the measurement. */
final class Machine {

    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final List<String> LIBRARIES = List.of("quarkus-core", "kafka-clients",
            "smallrye-reactive-messaging-kafka", "spring-kafka");

    private final Path libraries;

    /**
     * @param application the directory of a built application
     */
    Machine(Path application) {
        this.libraries = application.resolve("lib/main");
    }

    Map<String, String> description() throws IOException {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        description.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        description.put("system",
                System.getProperty("os.name") + " " + System.getProperty("os.version").replaceFirst("-.*", ""));
        description.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        try (Stream<Path> files = Files.list(libraries)) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            LIBRARIES.forEach(library -> description.put(library, version(library, names)));
        }
        return description;
    }

    private static String version(String library, List<String> names) {
        Pattern jar = Pattern.compile(".*\\." + Pattern.quote(library) + "-(\\d.*)\\.jar");
        return names.stream().map(jar::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1)).findFirst()
                .orElse("none");
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
