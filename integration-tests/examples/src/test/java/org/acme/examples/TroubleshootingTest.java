package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The documentation's page of messages. */
class TroubleshootingTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern HEADING = Pattern.compile("=== `\\+(.+)\\+`");
    private static final Pattern JOIN = Pattern.compile("\"\\s*\\+\\s*\"");
    /** Not ours. */
    private static final String QUARKUS = "Failed to load config value";

    @Test
    void eachMessageIsOneOfOurs() throws IOException {
        String sources = sources("runtime") + sources("deployment");
        List<String> parts = Files.readAllLines(ROOT.resolve("docs/modules/ROOT/pages/troubleshooting.adoc")).stream()
                .map(HEADING::matcher).filter(Matcher::matches).map(heading -> heading.group(1))
                .filter(message -> !message.startsWith(QUARKUS))
                .flatMap(message -> Stream.of(message.split("\\.\\.\\."))).map(String::strip).toList();

        assertThat(parts).hasSizeGreaterThan(50).filteredOn(part -> !sources.contains(part)).isEmpty();
    }

    /** With the texts that are put together from several lines in one piece. */
    private static String sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(Files::isRegularFile).map(TroubleshootingTest::read)
                    .map(source -> JOIN.matcher(source).replaceAll("").replace("\\\"", "\""))
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
