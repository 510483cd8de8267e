package io.quarkiverse.kafkaproducer.benchmarks.start;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.quarkus.arc.All;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Writes {@code started}, and sends, if it has arguments: a topic, and how many milliseconds to wait before. Then it sends to
 * each topic that it reads the name of, until its input ends. Of each send it writes how many microseconds it took.
 */
@QuarkusMain
public class StartApplication implements QuarkusApplication {

    @Inject
    @All
    List<FirstSend> sends;

    @Override
    public int run(String... arguments) throws Exception {
        System.out.println("started");
        if (arguments.length > 0) {
            Thread.sleep(Long.parseLong(arguments[1]));
            send(arguments[0]);
        }
        BufferedReader topics = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = topics.readLine(); line != null; line = topics.readLine()) {
            send(line);
        }
        return 0;
    }

    private void send(String topic) {
        long start = System.nanoTime();
        sends.stream().filter(send -> send.topic().equals(topic)).findFirst().orElseThrow().send();
        System.out.println(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
    }
}
