package org.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The application as it is shipped, in a process of its own, started as a user starts it. */
class PackagedApplicationIT {

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    private static Packaged application;

    private final String topic = KAFKA.newTopic();

    @TempDir
    Path directory;

    @BeforeAll
    static void findThePackage() throws IOException {
        application = Packaged.find().withEnvironment(Map.of("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers()));
    }

    @Test
    void noJarOfTheBrokerOrOfTheBuildIsInIt() throws IOException {
        assumeTrue(application.isJar(), "a native executable has no jars");
        try (Stream<Path> files = Files.walk(application.path().resolveSibling("lib"))) {
            List<String> jars = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")).toList();

            assertThat(jars).anyMatch(name -> name.contains("kafka-clients-"))
                    .anyMatch(name -> name.contains("quarkus-kafka-producer-"));
            assertThat(jars).noneMatch(name -> name.contains("kafka_2.1") || name.contains("kafka-server")
                    || name.contains("kafka-metadata") || name.contains("kafka-raft") || name.contains("scala-library")
                    || name.contains("-broker-") || name.contains("-deployment-"));
        }
    }

    @Test
    void sendsAFileAndEndsWithZero() throws Exception {
        Packaged.Run run = application.run("--input", "src/demo/orders.jsonl", "--topic", topic, "--key", "user_id");

        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).contains("sent 30, failed 0", "read back 30 of 30, order kept for every key");
        assertThat(run.exitCode()).isZero();
        assertThat(KAFKA.records(topic)).hasSize(30);
    }

    /** Its types, which nobody has registered for reflection, are written by a native executable, too. */
    @Test
    void sendsASummaryAsJson() throws Exception {
        String summaries = KAFKA.newTopic();

        Packaged.Run run = application.run("--input", "src/demo/orders.jsonl", "--topic", topic, "--summary", summaries);

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(KAFKA.records(summaries)).singleElement().extracting(ConsumerRecord::value).asString().matches(
                "\\{\"result\":\"COMPLETE\",\"sent\":30,\"failed\":0,\"latency\":\\{\"p50\":[\\d.]+,\"p99\":[\\d.]+}}");
    }

    @Test
    void endsWithOneWhenALineIsBad() throws Exception {
        Path input = Files.write(directory.resolve("bad.jsonl"), List.of("{\"n\":1}", "oops", "{\"n\":3}"));

        Packaged.Run run = application.run("--input", input.toString(), "--topic", topic, "--key", "n");

        assertThat(run.errors()).singleElement().asString().startsWith("line 2: not JSON");
        assertThat(run.output()).contains("sent 2, failed 1", "read back 2 of 2, order kept for every key");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void readsStandardInput() throws Exception {
        Path input = Files.write(directory.resolve("piped.jsonl"), List.of("{\"user\":\"a\"}", "{\"user\":\"b\"}"));

        Packaged.Run run = application.withInput(input).run("--input", "-", "--topic", topic, "--key", "user");

        assertThat(run.output()).contains("sent 2, failed 0", "read back 2 of 2, order kept for every key");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void theCharsetOfThePlatformDoesNotMatter() throws Exception {
        assumeTrue(application.isJar(), "a native executable has the charset of its build");
        Path input = Files.writeString(directory.resolve("names.jsonl"), "{\"name\":\"Żółw 花子\"}");

        Packaged.Run run = application.withJvmOptions("-Dfile.encoding=ISO-8859-1", "-Dstdout.encoding=US-ASCII")
                .run("--input", input.toString(), "--topic", topic, "--key", "name");

        assertThat(run.output()).anyMatch(line -> line.contains("key 'Żółw 花子'"));
        assertThat(run.exitCode()).isZero();
        assertThat(KAFKA.records(topic)).extracting(ConsumerRecord::key, ConsumerRecord::value)
                .containsExactly(tuple("Żółw 花子", "{\"name\":\"Żółw 花子\"}"));
    }

    @Test
    void sendsAFileThatIsLargerThanItsMemory() throws Exception {
        assumeTrue(application.isJar(), "the limit is given to a JVM");
        Path input = directory.resolve("large.jsonl");
        String padding = "x".repeat(100_000);
        try (BufferedWriter writer = Files.newBufferedWriter(input, StandardCharsets.UTF_8)) {
            for (int n = 0; n < 1_000; n++) {
                writer.write("{\"user\":\"u-" + n % 10 + "\",\"padding\":\"" + padding + "\"}\n");
            }
        }

        Packaged.Run run = application.withJvmOptions("-Xmx64m").run("--input", input.toString(), "--topic", topic,
                "--key", "user");

        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).contains("sent 1000, failed 0", "read back 1000 of 1000, order kept for every key");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysWhatIsWrongWithAnAddressThatIsNone() throws Exception {
        Packaged.Run run = application.withEnvironment(Map.of("KAFKA_BOOTSTRAP_SERVERS", "nonsense"))
                .run("--input", "src/demo/orders.jsonl", "--topic", topic);

        assertThat(run.errors()).singleElement().asString().contains("kafka.bootstrap.servers", "nonsense", "host:port");
        assertThat(run.output()).noneMatch(line -> line.startsWith("sent"));
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void givesUpWhenNoBrokerAnswers() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            lines.add("{\"n\":" + n + "}");
        }
        Path input = Files.write(directory.resolve("input.jsonl"), lines);

        // nothing listens on the port of no service
        Packaged.Run run = application
                .withEnvironment(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "QUARKUS_KAFKA_PRODUCER_TIMEOUT", "1s"))
                .run("--input", input.toString(),
                        "--topic", topic);

        assertThat(run.output()).contains("sent 0, failed 3", "read back 0 of 0, order kept for every key");
        assertThat(run.errors()).hasSize(4).endsWith("stopped: the lines after line 3 were not sent");
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
