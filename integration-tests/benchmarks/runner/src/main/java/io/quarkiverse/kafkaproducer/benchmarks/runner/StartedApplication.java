package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of an application that sends once, at its start, or does nothing until it is told to send. */
final class StartedApplication implements AutoCloseable {

    private static final long STOP_SECONDS = 30;
    private static final double KIB_OF_A_MB = 1e6 / 1024;

    private final Process process;
    private final BufferedReader output;
    private final double startMillis;

    /** @param arguments of the application: what it sends at its start */
    StartedApplication(Path module, String servers, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-Dkafka.bootstrap.servers=" + servers, "-jar",
                module.resolve("target/quarkus-app/quarkus-run.jar").toString()));
        command.addAll(List.of(arguments));
        long start = System.nanoTime();
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        output = process.inputReader();
        if (!"started".equals(output.readLine())) {
            process.destroyForcibly();
            throw new IllegalStateException(module + " did not start");
        }
        startMillis = (System.nanoTime() - start) / 1e6;
    }

    /** From the start of the process to that of the application's own code. */
    double startMillis() {
        return startMillis;
    }

    /** Returns the resident memory, from Linux. */
    double residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", "")) / KIB_OF_A_MB;
        }
    }

    /** Returns how long the send took that it was told to do now. */
    double sendMillis(String topic) throws IOException {
        process.outputWriter().write(topic + "\n");
        process.outputWriter().flush();
        return sentMillis();
    }

    /** Returns how long the send took that it has said next. */
    double sentMillis() throws IOException {
        return Long.parseLong(output.readLine()) / 1e3;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
