package io.quarkiverse.kafkaproducer.codestart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The local Maven repository that applications are built with: symbolic links into the one of this build, so that nothing is
 * downloaded twice, and beside them this build's own artifacts, so that they need not be installed.
 */
final class ApplicationRepository {

    private static final Path PATH = Path.of(System.getProperty("application.repository"));
    private static final Path OWN = Path.of("io", "quarkiverse", "kafkaproducer");

    private ApplicationRepository() {
    }

    /** Has Quarkus' tools use it, also where the build was given another one by {@code -Dmaven.repo.local}. */
    static void use() {
        System.setProperty("maven.repo.local", PATH.toString());
    }

    /** Maven has put the artifacts there already, but no parents of theirs. */
    static void complete() throws IOException {
        link(Path.of(System.getProperty("build.repository")), PATH, OWN);

        String parent = "quarkus-kafka-producer-parent";
        String version = System.getProperty("project.version");
        Path directory = Files.createDirectories(PATH.resolve(OWN).resolve(parent).resolve(version));
        Files.copy(Path.of(System.getProperty("parent.pom")), directory.resolve(parent + "-" + version + ".pom"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void link(Path from, Path to, Path except) throws IOException {
        Files.createDirectories(to);
        for (Path entry : entries(from)) {
            Path link = to.resolve(entry.getFileName());
            if (!except.startsWith(entry.getFileName())) {
                linkEntry(entry, link);
            } else if (except.getNameCount() > 1) {
                link(entry, link, except.subpath(1, except.getNameCount()));
            }
        }
    }

    private static void linkEntry(Path entry, Path link) throws IOException {
        if (Files.isSymbolicLink(link)) {
            Files.delete(link);
        }
        // a directory was downloaded when there was nothing to link to
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, entry.toRealPath());
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
