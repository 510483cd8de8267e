package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/**
 * The first send of an application that has just been started, to a topic that is declared and to one that is not.
 * {@code -Dwarmstart.rounds=20} measures: it prints the medians.
 */
class WarmStartIT {

    /** How long after its start an application gets its first request. */
    private static final long FIRST_REQUEST_AFTER_MILLIS = 2000;

    private static final String DECLARED = "first-send-declared";
    private static final String UNDECLARED = "first-send-undeclared";

    @Test
    void theFirstSendToADeclaredTopicFindsItsMetadata() throws Exception {
        int rounds = Integer.getInteger("warmstart.rounds");
        List<Long> declared = new ArrayList<>();
        List<Long> undeclared = new ArrayList<>();
        try (KafkaCluster kafka = KafkaCluster.builder().start()) {
            Topics.create(kafka.bootstrapServers(), DECLARED, 1, 1);
            Topics.create(kafka.bootstrapServers(), UNDECLARED, 1, 1);
            for (int round = 0; round < rounds; round++) {
                declared.add(firstSend(kafka.bootstrapServers(), DECLARED));
                undeclared.add(firstSend(kafka.bootstrapServers(), UNDECLARED));
            }
            assertThat(Topics.read(kafka.bootstrapServers(), DECLARED)).hasSize(rounds);
            assertThat(Topics.read(kafka.bootstrapServers(), UNDECLARED)).hasSize(rounds);
        }
        System.out.printf("First send, median of %d starts: declared topic %.1f ms, undeclared topic %.1f ms%n", rounds,
                median(declared) / 1000.0, median(undeclared) / 1000.0);
    }

    private static long firstSend(String servers, String topic) throws IOException, InterruptedException {
        Process application = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dkafka.bootstrap.servers=" + servers, "-jar", System.getProperty("faults.application"), "first-send", topic)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = application.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("started");
            // nobody outside can see when the background is done
            TimeUnit.MILLISECONDS.sleep(FIRST_REQUEST_AFTER_MILLIS);
            application.getOutputStream().write('\n');
            application.getOutputStream().flush();
            String took = output.readLine();
            assertThat(took).startsWith("took ");
            return Long.parseLong(took.substring("took ".length()));
        } finally {
            application.destroy();
            application.waitFor();
        }
    }

    private static double median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }
}
