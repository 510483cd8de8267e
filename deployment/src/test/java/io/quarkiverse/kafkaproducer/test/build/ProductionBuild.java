package io.quarkiverse.kafkaproducer.test.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.maven.dependency.Dependency;

/**
 * A production build, for what QuarkusProdModeTest does not do: that expects a jar or an executable of it.
 *
 * @param target what it wrote
 * @param log what it logged
 */
record ProductionBuild(Path target, List<String> log) {

    /** @param directory an empty one */
    static ProductionBuild of(Path directory, Consumer<JavaArchive> application, Map<String, String> configuration)
            throws Exception {
        return of(directory, application, configuration, List.of());
    }

    /** @param extensions those that the application has beside this one */
    static ProductionBuild of(Path directory, Consumer<JavaArchive> application, Map<String, String> configuration,
            List<Dependency> extensions) throws Exception {
        Path testClasses = Path.of(ProductionBuild.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        JavaArchive archive = ShrinkWrap.create(JavaArchive.class, "classes.jar");
        application.accept(archive);
        archive.as(ExplodedExporter.class).exportExploded(directory.toFile(), "classes");

        Path target = Files.createDirectory(directory.resolve("target"));
        Properties properties = new Properties();
        properties.putAll(configuration);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Handler handler = handler(log);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try (CuratedApplication built = QuarkusBootstrap.builder()
                .setBaseName("application")
                .setApplicationRoot(directory.resolve("classes"))
                .setMode(QuarkusBootstrap.Mode.PROD)
                .setLocalProjectDiscovery(true)
                .setIsolateDeployment(true)
                .addExcludedPath(testClasses)
                .setProjectRoot(testClasses)
                .setTargetDirectory(target)
                .setBuildSystemProperties(properties)
                .setForcedDependencies(extensions)
                .build().bootstrap()) {
            built.createAugmentor().createProductionApplication();
        } finally {
            root.removeHandler(handler);
        }
        return new ProductionBuild(target, log);
    }

    private static Handler handler(List<String> log) {
        return new Handler() {

            @Override
            public void publish(LogRecord record) {
                log.add(record instanceof ExtLogRecord ext ? ext.getFormattedMessage() : record.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
