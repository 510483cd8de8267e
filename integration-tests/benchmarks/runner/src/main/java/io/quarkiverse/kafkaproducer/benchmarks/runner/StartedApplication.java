package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of an application that does nothing until it is told to send. */
final class StartedApplication implements AutoCloseable {

    private static final long STOP_SECONDS = 30;
    private static final double KIB_OF_A_MB = 1e6 / 1024;

    private final Process process;
    private final BufferedReader output;
    private final double startMillis;

    StartedApplication(Path module, String servers) throws IOException {
        long start = System.nanoTime();
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-Dkafka.bootstrap.servers=" + servers, "-jar", module.resolve("target/quarkus-app/quarkus-run.jar").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
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

    /** As Linux has it. */
    double residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", "")) / KIB_OF_A_MB;
        }
    }

    double sendMillis(String topic) throws IOException {
        process.outputWriter().write(topic + "\n");
        process.outputWriter().flush();
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
