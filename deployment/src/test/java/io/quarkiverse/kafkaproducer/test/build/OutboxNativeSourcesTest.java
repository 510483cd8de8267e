package io.quarkiverse.kafkaproducer.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.TopicOutbox;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;

/** The configuration of native-image for an application with an outbox that says nothing about native executables. */
class OutboxNativeSourcesTest {

    public record Sent(String id, Part part) {
    }

    public record Part(int number) {
    }

    public record InARecord(String id) {
    }

    public record Typed(String id) {
    }

    public record NeverSent(String id) {
    }

    @ApplicationScoped
    public static class Shop {

        @Inject
        Outbox outbox;

        @Inject
        @Topic("typed")
        TopicOutbox<Typed> typed;

        @Transactional
        void place(NeverSent order) {
            outbox.send("t", new Sent(order.id(), new Part(1)), "key");
            outbox.send(new ProducerRecord<>("t", new InARecord("1")));
            typed.send(new Typed("1"));
        }
    }

    @TempDir
    static Path directory;

    private static NativeSources sources;

    @BeforeAll
    static void build() throws Exception {
        sources = NativeSources.build(directory, jar -> jar.addClasses(OutboxNativeSourcesTest.class.getDeclaredClasses()),
                Map.of("quarkus.datasource.db-kind", "postgresql"),
                List.of(Dependency.of("io.quarkus", "quarkus-agroal", Version.getVersion()),
                        Dependency.of("io.quarkus", "quarkus-jdbc-postgresql", Version.getVersion())));
    }

    @Test
    void theTypesThatAreSentAreRegisteredAndNoOthers() throws IOException {
        assertThat(sources.reflective(OutboxNativeSourcesTest.class.getName())
                .filter(type -> type.path("allDeclaredMethods").asBoolean() && type.path("allDeclaredFields").asBoolean())
                .map(type -> type.path("name").asText()))
                .containsExactlyInAnyOrder(Sent.class.getName(), Part.class.getName(), InARecord.class.getName(),
                        Typed.class.getName());
    }

    @Test
    void theStatementsThatMakeTheTableAreInIt() throws IOException {
        assertThat(sources.configuration("resource-config.json").toString())
                .contains("db/kafka-outbox/postgresql/R__kafka_outbox.sql").doesNotContain("db/kafka-outbox/h2");
    }

    @Test
    void nothingOfTheOutboxIsFoundByItsName() throws IOException {
        assertThat(sources.reflective("io.quarkiverse.kafkaproducer.").map(type -> type.path("name").asText())
                .filter(name -> !name.startsWith(OutboxNativeSourcesTest.class.getName())
                        && !name.startsWith("io.quarkiverse.kafkaproducer.runtime.config.") && !name.contains("Config$")
                        && !name.endsWith("$$CMImpl")))
                .containsExactlyInAnyOrder(Topic.class.getName(), ProducerName.class.getName());
        assertThat(sources.configuration("proxy-config.json").toString()).doesNotContain("kafkaproducer");
        assertThat(sources.configuration("serialization-config.json").toString()).doesNotContain("kafkaproducer");
    }
}
