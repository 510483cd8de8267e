package io.quarkiverse.kafkaproducer.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** An application for which everything is off that can be turned off at build, while it sends. */
class TurnedOffTest {

    private static final String PACKAGE = "io.quarkiverse.kafkaproducer.";

    /** The features that can be turned off, with the place of their classes. */
    enum Feature {

        FOOTPRINTS("footprint.enabled", "footprint.", "runtime.footprint.");

        private final String property;
        private final List<String> packages;

        Feature(String property, String... packages) {
            this.property = "quarkus.kafka-producer." + property;
            this.packages = Stream.of(packages).map(PACKAGE::concat).toList();
        }
    }

    @Singleton
    public static class Sends {

        @Inject
        Producer producer;

        void start(@Observes StartupEvent event) {
            System.out.println("sent to " + producer.send("turned-off", "value", "key").topic());
            Quarkus.asyncExit();
        }
    }

    private static final Path LOADED = Path.of("target", "turned-off-classes.txt").toAbsolutePath();

    @RegisterExtension
    static final QuarkusProdModeTest APPLICATION = application();

    @ProdBuildResults
    private ProdModeTestResults build;

    private static QuarkusProdModeTest application() {
        QuarkusProdModeTest application = new QuarkusProdModeTest()
                .withApplicationRoot(jar -> jar.addClass(Sends.class))
                .overrideConfigKey("kafka.bootstrap.servers", SharedBroker.servers())
                .setJVMArgs(List.of("-Xlog:class+load:file=" + LOADED))
                .setRun(true)
                .setExpectExit(true);
        for (Feature feature : Feature.values()) {
            application.overrideConfigKey(feature.property, "false");
        }
        return application;
    }

    @ParameterizedTest
    @EnumSource
    void noClassOrBeanOfItIsInTheApplication(Feature feature) throws IOException {
        assertThat(APPLICATION.getStartupConsoleOutput()).contains("sent to turned-off");
        List<String> loaded = Files.readAllLines(LOADED);
        assertThat(loaded).anyMatch(line -> line.contains(PACKAGE + "runtime.send.SendPath "));
        assertThat(loaded).noneMatch(line -> feature.packages.stream().anyMatch(line::contains));
        // where the classes of beans are
        try (JarFile generated = new JarFile(
                build.getBuildDir().resolve("quarkus-app/quarkus/generated-bytecode.jar").toFile())) {
            assertThat(generated.stream().map(JarEntry::getName).map(name -> name.replace('/', '.')))
                    .anyMatch(name -> name.startsWith(PACKAGE))
                    .noneMatch(name -> feature.packages.stream().anyMatch(name::startsWith));
        }
    }
}
