package io.quarkiverse.kafkaproducer.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of the child: this module and its runtime dependencies, looked for in a class loader.
 * <p>
 * {@code java.class.path} would not do: under Quarkus and Surefire it has other entries. Every class loader answers which
 * manifests it sees, and the manifests tell the jars. The names of the dependencies were written to a resource in the
 * build; their versions are left open because an application's dependency management may choose others.
 * <p>
 * Where the class loader does not see all of them, as in an application that does not have the server, they are resolved in the
 * versions of the build.
 */
final class BrokerClassPath {

    private static final String ARTIFACTS = "META-INF/kafka-broker-artifacts.txt";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final ClassLoader loader;
    private final Optional<BrokerJars> others;

    BrokerClassPath(ClassLoader loader, Optional<BrokerJars> others) {
        this.loader = loader;
        this.others = others;
    }

    List<Path> entries() {
        try {
            List<Path> jars = jars();
            Set<Path> entries = new LinkedHashSet<>();
            entries.add(ownEntry());
            List<String> missing = new ArrayList<>();
            List<String> artifacts = artifacts();
            for (String artifact : artifacts) {
                // All of them, in the class loader's order: the child then loads each class from the jar this loader does.
                if (!entries.addAll(named(artifact, jars))) {
                    missing.add(artifact);
                }
            }
            if (!missing.isEmpty() && others.isPresent()) {
                // all of them: those that there are may have other versions
                return Stream.concat(Stream.of(ownEntry()), others.get().resolve(artifacts).stream()).toList();
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException("The Kafka broker needs jars which the class loader " + loader
                        + " does not see: "
                        + missing.stream().map(BrokerClassPath::withoutVersion).collect(Collectors.joining(", ")));
            }
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The artifacts as {@code groupId:artifactId:version}. */
    private List<String> artifacts() throws IOException {
        try (InputStream list = loader.getResourceAsStream(ARTIFACTS)) {
            if (list == null) {
                throw new IllegalStateException(
                        "No resource " + ARTIFACTS + ": build this module with Maven, which writes it");
            }
            return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8)).lines()
                    .map(line -> line.trim().split(" ")[0].split(":"))
                    .filter(coordinates -> coordinates.length >= 5)
                    .map(coordinates -> coordinates[0] + ":" + coordinates[1] + ":" + coordinates[coordinates.length - 2])
                    .toList();
        }
    }

    private static String withoutVersion(String artifact) {
        return artifact.substring(0, artifact.lastIndexOf(':'));
    }

    private List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (URL manifest : Collections.list(loader.getResources(MANIFEST))) {
            if (manifest.getProtocol().equals("jar")) {
                jars.add(entry(manifest, MANIFEST));
            }
        }
        return jars;
    }

    private Path ownEntry() {
        String resource = KafkaCluster.class.getName().replace('.', '/') + ".class";
        URL url = loader.getResource(resource);
        if (url == null) {
            throw new IllegalStateException("The class loader " + loader + " does not see " + resource);
        }
        return entry(url, resource);
    }

    /** {@code jar:file:/some.jar!/resource} or {@code file:/some/directory/resource} without the resource. */
    private static Path entry(URL url, String resource) {
        String spec = url.toString();
        String entry = spec.substring(0, spec.length() - resource.length());
        if (entry.startsWith("jar:") && entry.endsWith("!/")) {
            entry = entry.substring("jar:".length(), entry.length() - "!/".length());
        }
        if (!entry.startsWith("file:")) {
            throw new IllegalStateException("The Kafka broker can only be run from files, not from " + url);
        }
        // Some class loaders leave blanks as they are.
        return Path.of(URI.create(entry.replace(" ", "%20")));
    }

    private static List<Path> named(String artifact, List<Path> jars) {
        String[] ids = artifact.split(":");
        // Quarkus' fast-jar layout puts the group id before the artifact id.
        Pattern name = Pattern.compile(
                "(" + Pattern.quote(ids[0]) + "\\.)?" + Pattern.quote(ids[1]) + "-\\d.*\\.jar");
        return jars.stream().filter(jar -> name.matcher(jar.getFileName().toString()).matches()).toList();
    }
}
