package io.quarkiverse.kafkaproducer.test.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;

/** With Quarkus' JSON logging, the parts of a footprint are fields that can be searched for. */
class JsonFootprintsTest {

    /** In each value that is sent here, and nowhere else. */
    private static final String CONTENT = "payload-content";

    public static class Unwritable {
        public String getSecret() {
            throw new IllegalStateException(CONTENT);
        }
    }

    private static final Path LOG = Path.of("target", "json-footprints.log").toAbsolutePath();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Unwritable.class)
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-logging-json", Version.getVersion())))
            .setBeforeAllCustomizer(JsonFootprintsTest::deleteLog)
            .overrideRuntimeConfigKey("quarkus.log.console.json.enabled", "false")
            .overrideRuntimeConfigKey("quarkus.log.file.enabled", "true")
            .overrideRuntimeConfigKey("quarkus.log.file.path", LOG.toString())
            .overrideRuntimeConfigKey("quarkus.log.file.json.excluded-keys", "hostName")
            .overrideRuntimeConfigKey("quarkus.log.file.json.additional-field.\"service\".value", "shop")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.properties.\"max.request.size\"", "1000");

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Inject
    Footprints footprints;

    private static void deleteLog() {
        try {
            Files.deleteIfExists(LOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSuccessHasItsFieldsBesideThoseOfAnyLine() {
        Instant before = Instant.now();
        MDC.put("traceId", "0af7651916cd43dd8448eb211c80319c");
        try {
            producer.send("json-footprints", Map.of("text", CONTENT), "a \"key\"");
        } finally {
            MDC.remove("traceId");
        }

        JsonNode line = line("Message 'a \"key\"' has been sent to json-footprints");
        assertThat(line.at("/level").asText()).isEqualTo("INFO");
        assertThat(line.at("/loggerName").asText()).isEqualTo("io.quarkiverse.kafkaproducer.footprint");
        assertThat(line.at("/service").asText()).isEqualTo("shop");
        assertThat(line.has("hostName")).isFalse();
        assertThat(OffsetDateTime.parse(line.at("/timestamp").asText()).toInstant()).isBetween(before, Instant.now());
        assertThat(line.at("/subject").asText()).isEqualTo("Message sent");
        assertThat(line.at("/controller").asText()).isEqualTo("io.quarkiverse.kafkaproducer.Producer.send");
        assertThat(line.at("/traceId").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(line.at("/payload").fieldNames()).toIterable()
                .containsExactly("producer", "topic", "key", "partition", "offset", "duration");
        assertThat(line.at("/payload/producer").asText()).isEqualTo("<default>");
        assertThat(line.at("/payload/topic").asText()).isEqualTo("json-footprints");
        assertThat(line.at("/payload/key").asText()).isEqualTo("a \"key\"");
        assertThat(line.at("/payload/offset").isIntegralNumber()).isTrue();
        assertThat(line.at("/payload/duration").asDouble()).isPositive();
    }

    @Test
    void aReactiveSendHasThemToo() {
        reactive.send("json-footprints-reactive", 1, "reactive").await().atMost(Duration.ofSeconds(30));

        JsonNode line = line("Message 'reactive' has been sent to json-footprints-reactive");
        assertThat(line.at("/controller").asText()).isEqualTo("io.quarkiverse.kafkaproducer.ReactiveProducer.send");
        assertThat(line.at("/payload/partition").asInt(-1)).isZero();
        assertThat(line.has("traceId")).isFalse();
        assertThat(line.at("/threadName").asText()).startsWith("executor-thread-");
    }

    @Test
    void aFailureHasTypeMessageTracebackAndCause() {
        assertThatThrownBy(() -> producer.send("json-too-large", CONTENT.repeat(1000)))
                .isInstanceOf(SendRejectedException.class);

        JsonNode line = line("Failed to send message to topic json-too-large");
        assertThat(line.at("/level").asText()).isEqualTo("ERROR");
        assertThat(line.at("/subject").asText()).isEqualTo("Producer Error");
        assertThat(line.at("/payload").fieldNames()).toIterable().containsExactly("producer", "topic", "error", "outcome");
        assertThat(line.at("/payload/outcome").asText()).isEqualTo("NOT_SENT");
        JsonNode error = line.at("/payload/error");
        assertThat(error.fieldNames()).toIterable().containsExactly("type", "message", "traceback", "cause");
        assertThat(error.at("/type").asText()).isEqualTo(SendRejectedException.class.getName());
        assertThat(error.at("/message").asText()).contains("json-too-large");
        assertThat(error.at("/traceback").isArray()).isTrue();
        assertThat(error.at("/traceback/0").fieldNames()).toIterable().containsExactly("filename", "line", "function");
        assertThat(error.at("/traceback/0/line").isInt()).isTrue();
        assertThat(StreamSupport.stream(error.at("/traceback").spliterator(), false)
                .map(frame -> frame.at("/function").asText())).anyMatch(function -> function.contains("JsonFootprintsTest"));
        assertThat(error.at("/cause/type").asText()).isEqualTo("org.apache.kafka.common.errors.RecordTooLargeException");
        assertThat(error.at("/cause/cause").isNull()).isTrue();
    }

    @Test
    void noLineHasAValueThatWasSent() throws IOException {
        assertThatThrownBy(() -> producer.send("json-unwritable", new Unwritable(), "user-123"))
                .isInstanceOf(ValueSerializationException.class);

        assertThat(line("Failed to send message to topic json-unwritable").at("/payload/error/type").asText())
                .isEqualTo(ValueSerializationException.class.getName());
        assertThat(Files.readString(LOG)).doesNotContain(CONTENT);
    }

    @Test
    void thePayloadOfAnApplicationsOwnIsWrittenByItsObjectMapper() {
        Instant then = Instant.parse("2001-02-03T04:05:06.789Z");
        footprints.leave(new Footprint(LogType.WARNING, "Stock", "org.acme.Stock.check", "running low",
                Map.of("items", List.of(Map.of("name", "apples", "left", 3)), "when", then), then));

        JsonNode line = line("running low");
        assertThat(line.at("/subject").asText()).isEqualTo("Stock");
        assertThat(line.at("/payload/items/0/left").asInt()).isEqualTo(3);
        assertThat(line.at("/payload/when").asText()).isEqualTo("2001-02-03T04:05:06.789Z");
        assertThat(OffsetDateTime.parse(line.at("/timestamp").asText()).toInstant()).isEqualTo(then);
    }

    @Test
    void aPayloadThatCannotBeWrittenLeavesTheLineValid() {
        footprints.leave(LogType.INFO, "Stock", "org.acme.Stock.check", "knotted", Map.of("knot", new Unwritable()));

        JsonNode line = line("knotted");
        assertThat(line.at("/subject").asText()).isEqualTo("Stock");
        assertThat(line.at("/payload/error").asText()).isEqualTo("The payload could not be written as JSON");
    }

    private static JsonNode line(String message) {
        return await().atMost(Duration.ofSeconds(30)).until(
                () -> lines().stream().filter(line -> line.at("/message").asText().equals(message)).toList(),
                found -> found.size() == 1).get(0);
    }

    /** Each of them valid JSON. */
    private static List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<String> all = Files.lines(LOG)) {
            for (String line : all.toList()) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }
}
