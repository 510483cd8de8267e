package io.quarkiverse.kafkaproducer.test.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.objectweb.asm.ClassReader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.maven.dependency.Dependency;

/** The input of native-image in a native build, as a build with {@code quarkus.native.sources-only} writes it. */
record NativeSources(Path runner, String arguments, List<String> log) {

    /** @param directory an empty one */
    static NativeSources build(Path directory, Consumer<JavaArchive> application, Map<String, String> configuration)
            throws Exception {
        return build(directory, application, configuration, List.of());
    }

    /** @param extensions those that the application has beside this one */
    static NativeSources build(Path directory, Consumer<JavaArchive> application, Map<String, String> configuration,
            List<Dependency> extensions) throws Exception {
        Map<String, String> nativeConfiguration = new HashMap<>(configuration);
        nativeConfiguration.put("quarkus.native.enabled", "true");
        nativeConfiguration.put("quarkus.native.sources-only", "true");
        nativeConfiguration.put("quarkus.package.jar.enabled", "false");
        ProductionBuild build = ProductionBuild.of(directory, application, nativeConfiguration, extensions);
        Path sources = build.target().resolve("native-sources");
        try (Stream<Path> files = Files.list(sources)) {
            return new NativeSources(files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow(),
                    Files.readString(sources.resolve("native-image.args")), build.log());
        }
    }

    /** The names of what is registered for reflection, and how, of the classes whose names begin so. */
    Stream<JsonNode> reflective(String prefix) throws IOException {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(configuration("reflect-config.json").elements(), 0), false)
                .filter(type -> type.path("name").asText().startsWith(prefix));
    }

    /** The constants of the class that tells native-image what is initialized when, among other things. */
    Set<String> feature() throws IOException {
        Set<String> constants = new HashSet<>();
        try (JarFile jar = new JarFile(runner.toFile());
                InputStream file = jar.getInputStream(jar.getEntry("io/quarkus/runner/Feature.class"))) {
            ClassReader feature = new ClassReader(file);
            char[] buffer = new char[feature.getMaxStringLength()];
            for (int i = 1; i < feature.getItemCount(); i++) {
                int item = feature.getItem(i);
                // a CONSTANT_String
                if (item > 0 && feature.readByte(item - 1) == 8) {
                    constants.add((String) feature.readConst(i, buffer));
                }
            }
        }
        return constants;
    }

    /** A file for native-image; missing if there is nothing of its kind. */
    JsonNode configuration(String name) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (JarFile jar = new JarFile(runner.toFile())) {
            var entry = jar.stream().filter(file -> file.getName().startsWith("META-INF/native-image/")
                    && file.getName().endsWith("/" + name)).findFirst();
            if (entry.isEmpty()) {
                return mapper.missingNode();
            }
            try (InputStream file = jar.getInputStream(entry.get())) {
                return mapper.readTree(file);
            }
        }
    }
}
