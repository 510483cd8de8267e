package io.quarkiverse.kafkaproducer.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.devui.tests.DevUIJsonRPCTest;
import io.quarkus.test.QuarkusDevModeTest;

/** The pages, in a browser where there is one, and what they are told, by the protocol that they speak. */
class DevUiTest extends DevUIJsonRPCTest {

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = DevMode.application();

    private final ExecutorService calls = Executors.newCachedThreadPool();

    /** One for all pages. */
    private Browser browser;

    DevUiTest() {
        super(DevMode.NAMESPACE, DevMode.url());
    }

    @AfterEach
    void close() {
        calls.shutdown();
        if (browser != null) {
            browser.close();
        }
    }

    /** One application for all, as it takes long to start. */
    @TestFactory
    List<DynamicTest> pages() {
        return List.of(
                page("the list of footprints updates by itself, and failures open to their traceback", Pages::footprints),
                page("a flood of footprints neither freezes the page nor hides the failures", Pages::flood),
                page("the form sends a message, and shows its acknowledgment or its error", Pages::form),
                page("topics are suggested with a sample of their type, and lead to the footprint", Pages::suggestions),
                page("a value that is too large and a lost connection end in an error", Pages::broken),
                page("keys that block the outbox are told, and retried or discarded", Pages::outbox),
                page("the card leads to the producers, and how their sends went", Pages::producers),
                dynamicTest("sends end as they would in the application, and producers are shown without secrets",
                        this::sendsEndAsTheyWouldInTheApplicationAndProducersAreShownWithoutSecrets));
    }

    private interface Look {
        void at(Pages pages) throws Exception;
    }

    private DynamicTest page(String name, Look look) {
        return dynamicTest(name, () -> {
            assumeTrue(Browser.isInstalled(), "There is no chromium, or no chromedriver, in the PATH; on Debian, "
                    + "apt-get install chromium chromium-driver");
            if (browser == null) {
                browser = Browser.open();
            }
            look.at(new Pages(browser));
        });
    }

    private void sendsEndAsTheyWouldInTheApplicationAndProducersAreShownWithoutSecrets() throws Exception {
        JsonNode before = executeJsonRPCMethod("producers");
        // all at once, as each of them takes seconds to look for its answer
        CompletableFuture<JsonNode> sending = send("<default>", "service-orders", "{\"price\": 1.10}");
        CompletableFuture<JsonNode> refused = send("small", "service-orders", '"' + "x".repeat(2_000) + '"');
        CompletableFuture<JsonNode> timedOut = send("nowhere", "service-orders", "1");
        CompletableFuture<JsonNode> noTopic = send("<default>", "no topic", "1");
        CompletableFuture<JsonNode> noJson = send("<default>", "service-orders", "{\"card\": " + Shop.CARD_NUMBER);

        JsonNode sent = sending.join();
        JsonNode acknowledgment = sent.get("acknowledgment");
        ConsumerRecord<String, String> record = DevMode.read(acknowledgment.get("topic").asText(),
                acknowledgment.get("partition").asInt(), acknowledgment.get("offset").asLong());
        assertThat(record.key()).isEqualTo("user-1");
        assertThat(record.value()).isEqualTo("{\"price\":1.10}");
        assertThat(record.headers().lastHeader("source").value()).asString().isEqualTo("form");
        assertThat(acknowledgment.get("milliseconds").asDouble()).isPositive();

        assertFailed(refused.join(), "io.quarkiverse.kafkaproducer.SendRejectedException", "NOT_SENT", false);
        assertFailed(timedOut.join(), "io.quarkiverse.kafkaproducer.SendTimeoutException", "NOT_SENT", true);
        assertFailed(noTopic.join(), "java.lang.IllegalArgumentException", "NOT_SENT", false);
        assertFailed(noJson.join(), "java.lang.IllegalArgumentException", "NOT_SENT", false);
        assertThat(noJson.join().toString()).contains("not JSON: see line 1").doesNotContain(Shop.CARD_NUMBER);

        JsonNode producers = executeJsonRPCMethod("producers");
        assertThat(producers.findValuesAsText("name")).startsWith("<default>", "nowhere", "slow", "small");
        assertFigures(producer(before, "<default>"), producer(producers, "<default>"), "CONNECTED", 1, 0);
        assertFigures(producer(before, "small"), producer(producers, "small"), "CONNECTED", 0, 1);
        assertFigures(producer(before, "nowhere"), producer(producers, "nowhere"), "NO_CONNECTION", 0, 1);
        assertThat(producer(producers, "nowhere").get("problem").asText()).contains("localhost:1");
        assertThat(producer(producers, "<default>").get("p99").asDouble()).isPositive();
        JsonNode properties = producer(producers, "nowhere").get("properties");
        assertThat(properties.get("sasl.jaas.config").asText()).isEqualTo("[hidden]");
        assertThat(properties.get("vendors.token").asText()).isEqualTo("[hidden]");
        assertThat(properties.get("acks").asText()).isEqualTo("all");
        assertThat(producer(producers, "slow").at("/settings/timeout").asText()).isEqualTo("1 min");
        assertThat(producers.toString()).doesNotContain(DevMode.PASSWORD);
    }

    private CompletableFuture<JsonNode> send(String producer, String topic, String value) {
        Map<String, Object> message = Map.of("producer", producer, "topic", topic, "key", "user-1", "headers",
                List.of(Map.of("name", "source", "value", "form")), "value", value);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return executeJsonRPCMethod("send", Map.of("message", message));
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }, calls);
    }

    private static void assertFailed(JsonNode result, String type, String outcome, boolean retriable) {
        JsonNode failure = result.get("failure");
        assertThat(failure.get("type").asText()).isEqualTo(type);
        assertThat(failure.get("message").asText()).isNotBlank();
        assertThat(failure.get("outcome").asText()).isEqualTo(outcome);
        assertThat(failure.get("retriable").asBoolean()).isEqualTo(retriable);
    }

    private static JsonNode producer(JsonNode producers, String name) {
        return StreamSupport.stream(producers.spliterator(), false).filter(one -> one.get("name").asText().equals(name))
                .findFirst().orElseThrow();
    }

    private static void assertFigures(JsonNode before, JsonNode producer, String state, long sent, long failed) {
        assertThat(producer.get("state").asText()).isEqualTo(state);
        assertThat(producer.get("sent").asLong() - before.get("sent").asLong()).isEqualTo(sent);
        assertThat(producer.get("failed").asLong() - before.get("failed").asLong()).isEqualTo(failed);
        assertThat(producer.get("pending").asInt()).isZero();
    }
}
