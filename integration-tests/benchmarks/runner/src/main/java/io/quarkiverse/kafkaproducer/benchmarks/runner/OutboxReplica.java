package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the application with an outbox, which relays while it lives. */
final class OutboxReplica implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final BufferedReader answers;

    OutboxReplica(Path application, String database, String servers, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m", "-Xmx512m", "-Dquarkus.datasource.jdbc.url=" + database, "-Dkafka.bootstrap.servers=" + servers));
        command.addAll(options);
        command.addAll(List.of("-jar", application.toString()));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader();
        if (!"started".equals(answers.readLine())) {
            process.destroyForcibly();
            throw new IllegalStateException(application + " did not start");
        }
    }

    void tell(String work) throws IOException {
        process.outputWriter().write(work + "\n");
        process.outputWriter().flush();
    }

    /** Returns the figures that it answers with. */
    double[] ask(String work) throws IOException {
        tell(work);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IllegalStateException("The application ended instead of answering " + work);
        }
        return Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
