package io.quarkiverse.kafkaproducer.codestart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.registry.catalog.Extension;

/** Checks the description of the extension for Quarkus' tools. */
class DescriptorIT {

    private static final String REPOSITORY = "https://raw.githubusercontent.com/quarkiverse/quarkus-kafka-producer/main/";
    private static final String VERSION = System.getProperty("project.version");

    @Test
    void theDescriptorInTheJarIsComplete() throws Exception {
        Extension extension = descriptor();

        assertThat(extension.getArtifact().toCompactCoords())
                .isEqualTo("io.quarkiverse.kafkaproducer:quarkus-kafka-producer:" + VERSION);
        assertThat(extension.getName()).isEqualTo("Kafka Producer");
        assertThat(extension.getDescription()).isNotBlank();
        assertThat(extension.getMetadata()).contains(
                entry("categories", List.of("messaging")),
                entry("status", "experimental"),
                entry("guide", "https://docs.quarkiverse.io/quarkus-kafka-producer/dev/"),
                entry("config", List.of("quarkus.kafka-producer.", "kafka.")),
                entry("codestart", Map.of("name", "kafka-producer", "languages", List.of("java"), "artifact",
                        "io.quarkiverse.kafkaproducer:quarkus-kafka-producer:codestarts:jar:" + VERSION)))
                .containsKeys("keywords", "scm-url", "built-with-quarkus-core", "minimum-java-version");
    }

    @Test
    void theIconIsWhereItsAddressSays() throws Exception {
        String address = descriptor().getMetadata().get("icon-url").toString();

        assertThat(address).startsWith(REPOSITORY);
        assertThat(Path.of(System.getProperty("parent.pom")).resolveSibling(address.substring(REPOSITORY.length())))
                .isRegularFile();
    }

    private static Extension descriptor() throws Exception {
        Path jar = Path.of(Producer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            return Extension.fromFile(content.getPath("META-INF/quarkus-extension.yaml"));
        }
    }
}
