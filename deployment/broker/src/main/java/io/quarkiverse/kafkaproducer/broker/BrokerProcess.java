package io.quarkiverse.kafkaproducer.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a node. */
final class BrokerProcess {

    private static final int REPORTED_LINES = 40;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Path log;
    private final Process process;
    // whether it got ready before it ended
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private BrokerProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    static BrokerProcess launch(String name, List<String> command, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // They are meant for the parent; a debugger's port or an agent would be asked for twice.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        try {
            BrokerProcess launched = new BrokerProcess(name, log, builder.start());
            Thread reader = new Thread(launched::readOutput, name + "-output");
            reader.setDaemon(true);
            reader.start();
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.get(0), e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = lines.readLine()) != null;) {
                if (line.equals(BrokerMain.READY)) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            // the process is being killed
        } finally {
            ready.complete(false);
        }
    }

    void awaitReady(Duration limit) {
        try {
            if (ready.get(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            int status = process.waitFor();
            // Kafka ends the process by itself in this case, with the exit code of all others.
            if (logLines().stream().anyMatch(line -> line.contains(BindException.class.getName()))) {
                throw new PortTakenException(failure("found a port in use"));
            }
            throw new IllegalStateException(failure("ended with exit code " + status + " instead of starting"));
        } catch (TimeoutException e) {
            throw new IllegalStateException(failure("did not start within " + limit), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure("was not waited for"), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private String failure(String what) {
        List<String> lines = logLines();
        return name + " " + what + ". The end of its log:" + System.lineSeparator() + String.join(System.lineSeparator(),
                lines.subList(Math.max(0, lines.size() - REPORTED_LINES), lines.size()));
    }

    private List<String> logLines() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of("(unreadable: " + e + ")");
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void stop() {
        // Not Process.destroy(), which also closes the child's standard input: the sign that its parent has died.
        process.toHandle().destroy();
        awaitEnd(STOP_LIMIT);
    }

    /** Lets the node remove the cluster's directory and end, as it does when its parent has died: this one may be about to. */
    void beginRelease() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has ended
        }
    }

    void release() {
        beginRelease();
        awaitEnd(RELEASE_LIMIT);
    }

    private void awaitEnd(Duration limit) {
        try {
            if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
