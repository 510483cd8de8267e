package io.quarkiverse.kafkaproducer.outbox.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/** A replica of the application: a JVM of its own, which ends with this one. */
final class Replica implements AutoCloseable {

    private static final Path APPLICATION = Path.of(System.getProperty("outbox.application"));
    private static final Path LOG = APPLICATION.getParent().resolveSibling("replicas.log");
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private Replica(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readLines, "replica-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one, and does not wait for it.
     *
     * @param settings configuration properties
     */
    static Replica launch(Map<String, String> settings) {
        return launch(List.of(), Map.of(), settings);
    }

    /**
     * @param prefix what the command line begins with, before that of the JVM
     * @param environment added to that of this JVM
     */
    static Replica launch(List<String> prefix, Map<String, String> environment, Map<String, String> settings) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", APPLICATION.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
        builder.environment().putAll(environment);
        try {
            return new Replica(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLines() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("killed");
        }
    }

    Replica awaitReady() {
        await("ready", START_LIMIT);
        return this;
    }

    void await(String line, Duration atMost) {
        Awaitility.await(line).atMost(atMost).until(() -> {
            if (!process.isAlive() && !lines.contains(line)) {
                throw new IllegalStateException("The replica ended with " + process.exitValue() + " before it said '" + line
                        + "'; see " + LOG);
            }
            return lines.contains(line);
        });
    }

    void command(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns its exit code. */
    int awaitEnd(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The replica has not ended within " + atMost);
        }
        return process.exitValue();
    }

    /** With what it has started: the command of a prefix is a process of its own. */
    void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** By SIGSTOP. */
    void freeze() {
        signal("STOP");
    }

    /** By SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the log lines of all replicas so far. */
    static String log() {
        try {
            return Files.exists(LOG) ? Files.readString(LOG) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
