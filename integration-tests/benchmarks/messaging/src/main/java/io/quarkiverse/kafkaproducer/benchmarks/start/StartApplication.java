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
 * Writes {@code started}, and then sends to each topic that it reads the name of, and writes how many microseconds that took,
 * until its input ends.
 */
@QuarkusMain
public class StartApplication implements QuarkusApplication {

    @Inject
    @All
    List<FirstSend> sends;

    @Override
    public int run(String... arguments) throws Exception {
        System.out.println("started");
        BufferedReader topics = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = topics.readLine(); line != null; line = topics.readLine()) {
            String topic = line;
            FirstSend first = sends.stream().filter(send -> send.topic().equals(topic)).findFirst().orElseThrow();
            long start = System.nanoTime();
            first.send();
            System.out.println(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
        }
        return 0;
    }
}
