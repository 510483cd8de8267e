package io.quarkiverse.kafkaproducer.codestart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.bootstrap.resolver.maven.options.BootstrapMavenOptions;

/** A Maven with the settings of the one that runs this build, on another project. */
record MavenCommand(Path home, Path project, Path log) {

    static final Path OF_THIS_BUILD = Path.of(System.getProperty("maven.home"));
    static final Path OF_DEV_MODE = Path.of(System.getProperty("dev-mode.maven.home"));

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // Without it Ctrl-C would do nothing where this build was started in the background by a shell.
                "env", "--default-signal=INT",
                home.resolve("bin/mvn").toString(), "-B", "-ntp", "-Dquarkus.analytics.disabled=true",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
        command.addAll(options());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static List<String> options() {
        BootstrapMavenOptions given = BootstrapMavenOptions.newInstance();
        List<String> options = new ArrayList<>();
        if (given.hasOption(BootstrapMavenOptions.OFFLINE)) {
            options.add("-o");
        }
        String user = given.getOptionValue(BootstrapMavenOptions.ALTERNATE_USER_SETTINGS);
        if (user != null) {
            options.addAll(List.of("-s", Path.of(user).toAbsolutePath().toString()));
        }
        String global = given.getOptionValue(BootstrapMavenOptions.ALTERNATE_GLOBAL_SETTINGS);
        Path installed = OF_THIS_BUILD.resolve("conf/settings.xml");
        options.addAll(List.of("-gs", (global == null ? installed : Path.of(global)).toAbsolutePath().toString()));
        return options;
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
