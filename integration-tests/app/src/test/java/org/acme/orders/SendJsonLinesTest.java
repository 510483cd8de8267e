package org.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;

@QuarkusMainTest
class SendJsonLinesTest {

    private static final Path BUNDLED = Path.of("src/demo/orders.jsonl");
    private static final String ACKNOWLEDGMENT = "\\S+  partition \\d+  offset \\d+  (key '.*'|no key)  \\d+\\.\\d\\d ms";

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    private final String topic = KAFKA.newTopic();

    @TempDir
    Path directory;

    @Test
    void sendsTheBundledOrdersAndReadsThemBackInOrder(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input", BUNDLED.toString(), "--topic", topic, "--key", "user_id");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getErrorOutput()).isBlank();
        assertThat(result.getOutputStream()).filteredOn(line -> line.matches(ACKNOWLEDGMENT)).hasSize(30)
                .allMatch(line -> line.startsWith(topic + "  "));
        assertThat(result.getOutputStream()).contains("sent 30, failed 0", "read back 30 of 30, order kept for every key")
                .anyMatch(line -> line.matches("p50 \\d+\\.\\d\\d ms, p99 \\d+\\.\\d\\d ms .*"));
        assertThat(KAFKA.records(topic)).extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(BUNDLED));
    }

    @Test
    void theRecordsOfAKeyAreInOnePartitionInTheOrderOfTheirLines(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input",
                file(IntStream.range(0, 60).mapToObj(n -> "{\"user\":\"u-" + n % 7 + "\",\"n\":" + n + "}").toList()),
                "--topic", topic, "--key", "user");

        assertThat(result.exitCode()).isZero();
        Map<String, List<ConsumerRecord<String, String>>> byKey = KAFKA.records(topic).stream()
                .collect(Collectors.groupingBy(ConsumerRecord::key));
        assertThat(byKey).hasSize(7);
        assertThat(byKey).allSatisfy((key, records) -> {
            assertThat(records).extracting(ConsumerRecord::partition).containsOnly(records.get(0).partition());
            assertThat(records).extracting(record -> Integer.valueOf(record.value().replaceAll(".*:(\\d+)}", "$1"))).isSorted();
        });
    }

    @Test
    void aLineThatIsNotJsonIsReportedByItsNumberAndTheOthersAreSent(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input",
                file("{\"n\":1}", "", "{\"n\": secret-42", "{\"n\":4}", "{\"n\":5} {\"n\":6}", "{\"n\":7}"), "--topic", topic);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.getErrorStream()).hasSize(2)
                .satisfiesExactly(line -> assertThat(line).startsWith("line 3: not JSON"),
                        line -> assertThat(line).startsWith("line 5: not JSON"));
        assertThat(result.getOutputStream()).contains("sent 3, failed 2", "read back 3 of 3, order kept for every key");
        assertThat(result.getOutput() + result.getErrorOutput()).doesNotContain("secret");
        assertThat(values()).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":4}", "{\"n\":7}");
    }

    @Test
    void aRecordThatTheBrokerCannotTakeIsReportedByItsNumberAndTheOthersAreSent(QuarkusMainLauncher launcher)
            throws IOException {
        LaunchResult result = launcher.launch("--input",
                file("{\"n\":1}", "{\"n\":\"" + "x".repeat(2_000_000) + "\"}", "{\"n\":3}"), "--topic", topic);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.getErrorStream()).first().asString().startsWith("line 2: ");
        assertThat(result.getOutputStream()).contains("sent 2, failed 1", "read back 2 of 2, order kept for every key");
        assertThat(result.getErrorOutput()).doesNotContain("xxx").doesNotContain("\tat ");
    }

    @Test
    void withoutTheOptionNoRecordHasAKey(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input", file("{\"n\":1}", "{\"n\":2}"), "--topic", topic);

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutputStream()).filteredOn(line -> line.contains("  no key  ")).hasSize(2);
        assertThat(KAFKA.records(topic)).hasSize(2).extracting(ConsumerRecord::key).containsOnlyNulls();
    }

    @Test
    void aLineWithoutTheFieldIsSentWithoutAKeyAndTheSumSaysSo(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input",
                file("{\"user\":\"u-1\"}", "{\"usr\":\"u-1\"}", "{\"user\":null}", "{\"user\":{\"id\":1}}", "[1]", "42",
                        "null"),
                "--topic", topic, "--key", "user");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutputStream()).contains("sent 7, failed 0",
                "6 sent without a key: there is no text, number or boolean in the field 'user'",
                "read back 7 of 7, order kept for every key");
        assertThat(KAFKA.records(topic)).extracting(ConsumerRecord::key).filteredOn(Objects::nonNull).containsExactly("u-1");
        assertThat(values()).contains("[1]", "42", "null");
    }

    @Test
    void aNumberOrABooleanAsKeyIsTheTextOfItsJson(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input",
                file("{\"id\":12345678901234567890}", "{\"id\":1.50}", "{\"id\":true}", "{\"id\":\"\"}"), "--topic", topic,
                "--key",
                "id");

        assertThat(result.exitCode()).isZero();
        assertThat(KAFKA.records(topic)).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("12345678901234567890",
                "1.50", "true", "");
    }

    @Test
    void textOfAnyLanguageArrivesAsItWas(QuarkusMainLauncher launcher) throws IOException {
        String line = "{\"имя\":\"Łukasz Żółw 佐藤 花子 \uD83D\uDE00 أحمد\"}";

        LaunchResult result = launcher.launch("--input", file(line), "--topic", topic, "--key", "имя");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput()).contains("key 'Łukasz Żółw 佐藤 花子 \uD83D\uDE00 أحمد'");
        assertThat(KAFKA.records(topic)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("Łukasz Żółw 佐藤 花子 \uD83D\uDE00 أحمد");
            assertThat(record.value()).isEqualTo(line);
        });
    }

    @Test
    void numbersKeepTheirDigits(QuarkusMainLauncher launcher) throws IOException {
        String line = "{\"a\":12.50,\"b\":0.1000000000000000055511151231257827,\"c\":123456789012345678901234567890,\"d\":1.0}";

        LaunchResult result = launcher.launch("--input", file(line), "--topic", topic);

        assertThat(result.exitCode()).isZero();
        assertThat(values()).containsExactly(line);
    }

    @Test
    void aKeyCannotForgeALineOfTheOutput(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input", file("{\"key\":\"a\\nsent 99, failed 0\\u001b[2J\"}"), "--topic",
                topic,
                "--key", "key");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutputStream()).contains("sent 1, failed 0").doesNotContain("sent 99, failed 0");
        assertThat(result.getOutput()).contains("key 'a\\u000asent 99, failed 0\\u001b[2J'");
        assertThat(KAFKA.records(topic)).extracting(ConsumerRecord::key).containsExactly("a\nsent 99, failed 0\u001b[2J");
    }

    @Test
    void aLongInputIsSentAndShowsNoProgressBarWhereThereIsNoTerminal(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input",
                file(IntStream.range(0, 5_000).mapToObj(n -> "{\"user\":\"u-" + n % 100 + "\",\"n\":" + n + "}").toList()),
                "--topic", topic, "--key", "user");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutputStream()).filteredOn(line -> line.matches(ACKNOWLEDGMENT)).hasSize(5_000);
        assertThat(result.getOutputStream()).contains("sent 5000, failed 0",
                "read back 5000 of 5000, order kept for every key");
        assertThat(result.getOutput()).doesNotContain("\r").doesNotContain("##").doesNotContain("%");
    }

    @Test
    void onlyWhatThisRunHasWrittenIsReadBack(QuarkusMainLauncher launcher) throws IOException {
        launcher.launch("--input", BUNDLED.toString(), "--topic", topic, "--key", "user_id");

        LaunchResult second = launcher.launch("--input", file("{\"user_id\":\"u-101\"}"), "--topic", topic, "--key", "user_id");

        assertThat(second.exitCode()).isZero();
        assertThat(second.getOutputStream()).contains("sent 1, failed 0", "read back 1 of 1, order kept for every key");
        assertThat(KAFKA.records(topic)).hasSize(31);
    }

    @Test
    void anEmptyFileIsSentByDoingNothing(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult result = launcher.launch("--input", file("", "  "), "--topic", topic);

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutputStream()).contains("sent 0, failed 0", "read back 0 of 0, order kept for every key");
    }

    @Test
    void aFileThatDoesNotExistIsNamed(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("--input", directory.resolve("none.jsonl").toString(), "--topic", topic);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.getErrorStream()).containsExactly("There is no file '" + directory.resolve("none.jsonl")
                + "'; --input should be a file with one JSON document a line, or - for standard input");
        assertThat(result.getOutput()).isBlank();
    }

    @Test
    void aDirectoryIsNoInput(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("--input", directory.toString(), "--topic", topic);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.getErrorStream()).containsExactly("'" + directory
                + "' is a directory; --input should be a file with one JSON document a line, or - for standard input");
    }

    @Test
    void anIllegalTopicIsNamedWithTheRule(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("--input", BUNDLED.toString(), "--topic", "or ders");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.getErrorStream()).singleElement().asString()
                .startsWith("Nothing can be sent to the topic 'or ders': ").contains("ASCII alphanumerics");
        assertThat(result.getOutput()).isBlank();
    }

    @Test
    void aMisspeltOptionIsNamedWithTheOneThatWasMeant(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("--input", BUNDLED.toString(), "--topic", topic, "--kee", "user_id");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput()).contains("Unknown options: '--kee'", "Possible solutions: --key");
    }

    @Test
    void aMissingOptionIsNamedAndTheOptionsAreShown(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("--input", BUNDLED.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput()).contains("Missing required option: '--topic=TOPIC'", "--key=FIELD");
    }

    @Test
    void helpSaysWhatTheOptionsAre(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput()).contains("--input=FILE", "--topic=TOPIC", "--key=FIELD", "KAFKA_BOOTSTRAP_SERVERS");
    }

    private List<String> values() {
        return KAFKA.records(topic).stream().map(ConsumerRecord::value).toList();
    }

    private String file(String... lines) throws IOException {
        return file(List.of(lines));
    }

    private String file(List<String> lines) throws IOException {
        return Files.write(directory.resolve("input.jsonl"), lines).toString();
    }
}
