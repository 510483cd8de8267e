package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.benchmarks.application.Measured;
import io.quarkiverse.kafkaproducer.benchmarks.application.Request;

/** A process of the application. Its log goes nowhere: what is measured is that it is written, not how fast a disk is. */
final class Application implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    Application(Path target, Variant variant, String servers, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // all of the heap from the start: what is measured is a send, not the growth of the heap
        command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"));
        command.addAll(variant.options);
        command.addAll(options);
        command.add("-Dkafka.bootstrap.servers=" + servers);
        command.add("-jar");
        command.add(target.resolve(variant.directory).resolve("quarkus-run.jar").toString());
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        requests = process.outputWriter();
        answers = process.inputReader();
    }

    Measured measure(Request request) throws IOException {
        requests.write(mapper.writeValueAsString(request));
        requests.newLine();
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IllegalStateException("The application ended instead of answering " + request + "; run it by hand: "
                    + process.info().commandLine().orElse("its command is not known any more"));
        }
        return mapper.readValue(answer, Measured.class);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        requests.close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
