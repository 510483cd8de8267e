package io.quarkiverse.kafkaproducer.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds command lines of further JVMs with this test's class path. */
final class TestJvm {

    private TestJvm() {
    }

    static ProcessBuilder builder(List<String> jvmOptions, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", WithBroker.VARIABLE));
        return builder;
    }

    static Process start(Class<?> main, String... arguments) throws IOException {
        return builder(List.of(), main, arguments).start();
    }
}
