package io.quarkiverse.kafkaproducer.codestart;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code mvn quarkus:dev} of an application, with a directory of its own for temporary files. */
final class DevMode implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant started = Instant.now();
    private final MavenCommand maven;
    private final Path temporaryFiles;
    private final URI orders;
    private final Process process;
    private ProcessHandle broker;
    private List<ProcessHandle> processes = List.of();

    DevMode(Path application) throws IOException {
        temporaryFiles = Files.createDirectories(application.resolveSibling(application.getFileName() + "-tmp"));
        maven = new MavenCommand(MavenCommand.OF_DEV_MODE, application,
                application.resolveSibling(application.getFileName() + ".log"));
        int port = freePort();
        orders = URI.create("http://localhost:" + port + "/orders");
        process = maven.start("quarkus:dev", "-Ddebug=false", "-Dquarkus.http.port=" + port,
                "-Djvm.args=-Djava.io.tmpdir=" + temporaryFiles);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Sends an order as soon as there is anyone to listen, and returns the answer. */
    HttpResponse<String> firstAnswer(String order, Duration limit) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(orders).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order)).build();
        while (process.isAlive() && age().compareTo(limit) < 0) {
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                // Maven's child is dev mode, and the broker is the child of that.
                broker = process.children().flatMap(ProcessHandle::children).findAny()
                        .orElseThrow(() -> new IllegalStateException("There is no broker:\n" + maven.output()));
                processes = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
                return answer;
            } catch (ConnectException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IllegalStateException("Dev mode ended, or took too long:\n" + maven.output());
    }

    Duration age() {
        return Duration.between(started, Instant.now());
    }

    ProcessHandle broker() {
        return broker;
    }

    /** The directories of brokers. */
    List<Path> brokerDirectories() throws IOException {
        try (Stream<Path> files = Files.list(temporaryFiles)) {
            return files.filter(file -> file.getFileName().toString().startsWith("kafka-cluster-")).toList();
        }
    }

    /** Does what a terminal does: it tells each process of the foreground job. */
    void pressCtrlC() throws Exception {
        List<String> pids = processes.stream().map(handle -> Long.toString(handle.pid())).toList();
        new ProcessBuilder(Stream.concat(Stream.of("kill", "-INT"), pids.stream()).toList()).inheritIO().start().waitFor();
    }

    /** Everything but the broker. */
    void kill() {
        processes.stream().filter(handle -> !handle.equals(broker)).forEach(ProcessHandle::destroyForcibly);
    }

    void awaitEnd(Duration limit) {
        await().atMost(limit).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        Stream.concat(processes.stream(), Stream.concat(Stream.of(process.toHandle()), process.descendants())).distinct()
                .forEach(ProcessHandle::destroyForcibly);
    }
}
