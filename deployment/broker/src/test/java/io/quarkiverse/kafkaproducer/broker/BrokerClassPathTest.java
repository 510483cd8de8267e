package io.quarkiverse.kafkaproducer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerClassPathTest {

    private final List<Path> entries = new BrokerClassPath(KafkaCluster.class.getClassLoader(), Optional.empty()).entries();

    @Test
    void hasThisModuleAndItsRuntimeDependencies() {
        assertThat(entries.get(0)).isDirectory();
        assertThat(entries).map(entry -> entry.getFileName().toString())
                .anyMatch(name -> name.matches("kafka_2\\.13-.*\\.jar"))
                .anyMatch(name -> name.matches("kafka-clients-.*\\.jar"))
                .anyMatch(name -> name.matches("scala-library-.*\\.jar"))
                .noneMatch(name -> name.contains("junit") || name.contains("log4j-core"));
    }

    @Test
    void isFoundInAnotherClassLoader(@TempDir Path directory) throws Exception {
        Path jar = directory.resolve("this module+its blanks-1.jar");
        pack(entries.get(0), jar);
        URL[] urls = Stream.concat(Stream.of(jar), entries.stream().skip(1)).map(BrokerClassPathTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> cluster = loader.loadClass(KafkaCluster.class.getName());
            assertThat(cluster).isNotSameAs(KafkaCluster.class);
            Object builder = cluster.getMethod("builder").invoke(null);
            try (AutoCloseable kafka = (AutoCloseable) builder.getClass().getMethod("start").invoke(builder)) {
                Clients.of((String) cluster.getMethod("bootstrapServers").invoke(kafka)).send("elsewhere", "acknowledged");
            }
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        URL[] urls = entries.stream().filter(entry -> !entry.getFileName().toString().startsWith("kafka-raft"))
                .map(BrokerClassPathTest::url).toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            assertThatIllegalStateException().isThrownBy(() -> new BrokerClassPath(loader, Optional.empty()).entries())
                    .withMessageEndingWith("does not see: org.apache.kafka:kafka-raft");
        }
    }

    @Test
    void resolvesAllInTheVersionsOfTheBuildWhereSomeAreMissing() throws Exception {
        URL[] urls = entries.stream().filter(entry -> !entry.getFileName().toString().startsWith("kafka_2.13"))
                .map(BrokerClassPathTest::url).toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            BrokerJars jars = artifacts -> artifacts.stream().map(artifact -> Path.of(artifact.replace(':', '/'))).toList();

            List<Path> resolved = new BrokerClassPath(loader, Optional.of(jars)).entries();

            assertThat(resolved).hasSameSizeAs(entries).startsWith(entries.get(0));
            assertThat(resolved).anyMatch(jar -> jar.toString().matches("org.apache.kafka/kafka_2.13/\\d+\\.\\d+\\.\\d+"));
        }
    }

    private static void pack(Path directory, Path jar) throws Exception {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file);
                Stream<Path> files = Files.walk(directory)) {
            for (Path entry : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new ZipEntry(directory.relativize(entry).toString().replace('\\', '/')));
                Files.copy(entry, packed);
            }
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
