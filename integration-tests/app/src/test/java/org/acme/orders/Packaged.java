package org.acme.orders;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The packaged application, a jar or a native executable, with the way to start it. */
record Packaged(boolean isJar, Path path, List<String> jvmOptions, Map<String, String> environment, Path input) {

    private static final Path DESCRIPTION = Path.of("target/quarkus-artifact.properties");
    private static final long LIMIT_MINUTES = 2;

    /** Output and errors are apart, as they are for a user who redirects one of them. */
    record Run(int exitCode, List<String> output, List<String> errors) {
    }

    static Packaged find() throws IOException {
        Properties description = new Properties();
        try (Reader reader = Files.newBufferedReader(DESCRIPTION)) {
            description.load(reader);
        }
        return new Packaged(!description.getProperty("type").startsWith("native"),
                Path.of("target").resolve(description.getProperty("path")).toAbsolutePath(), List.of(), Map.of(), null);
    }

    Packaged withJvmOptions(String... options) {
        return new Packaged(isJar, path, List.of(options), environment, input);
    }

    Packaged withEnvironment(Map<String, String> variables) {
        return new Packaged(isJar, path, jvmOptions, variables, input);
    }

    Packaged withInput(Path file) {
        return new Packaged(isJar, path, jvmOptions, environment, file);
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isJar) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmOptions);
            command.add("-jar");
        }
        command.add(path.toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("output", ".txt");
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("Still running after " + LIMIT_MINUTES + " minutes: " + command);
            }
            return new Run(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8),
                    Files.readAllLines(errors, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
