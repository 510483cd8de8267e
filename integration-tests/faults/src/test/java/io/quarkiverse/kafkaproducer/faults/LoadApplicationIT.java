package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** A whole application, ended in mid-load. */
class LoadApplicationIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private static KafkaCluster kafka;

    @BeforeAll
    static void startBroker() {
        kafka = KafkaCluster.builder().start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    /** The application as a process, with what it wrote so far. */
    private record Application(Process process, List<String> written, Thread reader) implements AutoCloseable {

        static Application start(String... arguments) throws IOException {
            return start(List.of(), arguments);
        }

        static Application start(List<String> jvmOptions, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dkafka.bootstrap.servers=" + kafka.bootstrapServers()));
            command.addAll(jvmOptions);
            command.addAll(List.of("-jar", System.getProperty("faults.application")));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(
                    new File(System.getProperty("faults.application")).getParentFile().toPath()
                            .resolveSibling("load-application.log").toFile()))
                    .start();
            List<String> written = Collections.synchronizedList(new ArrayList<>());
            Thread reader = new Thread(() -> {
                try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        written.add(line);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, "written");
            reader.start();
            return new Application(process, written, reader);
        }

        void awaitLines(String beginning, int count) {
            Awaitility.await().atMost(BOUND).until(() -> {
                synchronized (written) {
                    return written.stream().filter(line -> line.startsWith(beginning)).limit(count).count() == count;
                }
            });
        }

        List<String> end() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            reader.join();
            return written;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** By its handle: the process itself would close the streams that they are still read from. */
    private static void signal(BooleanSupplier signal) {
        assertThat(signal.getAsBoolean()).isTrue();
    }

    @Test
    void onSigtermWhatIsOnItsWayIsFinishedAndEveryRecordIsAccountedFor() throws Exception {
        SendOutcomes outcomes = new SendOutcomes();
        try (Application application = Application.start("sends", "sigterm")) {
            application.awaitLines("acked ", 5000);
            signal(application.process().toHandle()::destroy);
            for (String line : application.end()) {
                int space = line.indexOf(' ');
                long id = Long.parseLong(line.substring(space + 1));
                switch (line.substring(0, space)) {
                    case "begin" -> outcomes.begin(id);
                    case "acked" -> outcomes.acknowledged(id);
                    case "not_sent" -> outcomes.end(id, SendOutcomes.End.NOT_SENT);
                    case "unknown" -> outcomes.end(id, SendOutcomes.End.UNKNOWN);
                    default -> throw new AssertionError(line);
                }
            }
        }
        // a thread may have written that it begins, and the JVM may have ended before it called, or before it wrote the end
        outcomes.assertTrueExceptOnItsWay(Topics.read(kafka.bootstrapServers(), "sigterm"));
        assertThat(outcomes.count(SendOutcomes.End.UNKNOWN)).as("cut off").isZero();
    }

    @Test
    void whatHasBeenSentHasItsFootprintInTheLogAfterSigterm(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("sigterm.log");
        try (Application application = startWithFootprints(log, "footprints-sigterm", Long.MAX_VALUE)) {
            application.awaitLines("acked ", 500);
            signal(application.process().toHandle()::destroy);
            assertFootprintsInOrder(application.end(), log);
        }
    }

    @Test
    void whatHasBeenSentHasItsFootprintInTheLogAfterSystemExit(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("exit.log");
        try (Application application = startWithFootprints(log, "footprints-exit", 500)) {
            assertFootprintsInOrder(application.end(), log);
        }
    }

    private static Application startWithFootprints(Path log, String topic, long most) throws IOException {
        return Application.start(List.of("-Dquarkus.log.category.\"io.quarkiverse.kafkaproducer.footprint\".level=INFO",
                "-Dquarkus.log.file.enabled=true", "-Dquarkus.log.file.path=" + log, "-Dquarkus.log.file.format=%s%n",
                "-Dquarkus.log.console.level=WARN"), "footprints", topic, Long.toString(most));
    }

    /** There may be more of them: a thread may have ended after its send and before it said so. */
    private static void assertFootprintsInOrder(List<String> journal, Path log) throws IOException {
        Map<String, List<String>> acknowledged = keysByThread(journal, "acked (.*)");
        Map<String, List<String>> left = keysByThread(Files.readAllLines(log), "Message '(.*)' has been sent to .*");
        assertThat(acknowledged.values().stream().mapToInt(List::size).sum()).isGreaterThanOrEqualTo(500);
        acknowledged.forEach((thread, keys) -> assertThat(left.get(thread)).as(thread).startsWith(keys.toArray(String[]::new)));
    }

    private static Map<String, List<String>> keysByThread(List<String> lines, String line) {
        Pattern pattern = Pattern.compile(line);
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1))
                .collect(Collectors.groupingBy(key -> key.substring(0, key.lastIndexOf('-'))));
    }

    @Test
    void readCommittedConsumersSeeAllOrNothingOfATransactionWhenTheApplicationIsKilled() throws Exception {
        int records = 5;
        for (int round = 0; round < 2; round++) {
            try (Application application = Application.start("transactions", "killed-" + round, String.valueOf(records))) {
                application.awaitLines("committed ", 50);
                signal(application.process().toHandle()::destroyForcibly);
                assertThat(application.end()).isNotEmpty();
            }
            // the last one stays open until the broker ends it, after transaction.timeout.ms
            Map<String, Integer> byTransaction = new HashMap<>();
            Topics.readCommitted(kafka.bootstrapServers(), "killed-" + round).forEach(record -> byTransaction
                    .merge(new String(record.value(), StandardCharsets.UTF_8).replaceAll("[\"]|/.*", ""), 1, Integer::sum));
            assertThat(byTransaction.size()).isGreaterThanOrEqualTo(50);
            assertThat(byTransaction.values().stream().collect(Collectors.toSet())).containsExactly(records);
        }
    }
}
