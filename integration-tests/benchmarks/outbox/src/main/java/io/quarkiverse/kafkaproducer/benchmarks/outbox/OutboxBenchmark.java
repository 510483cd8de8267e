package io.quarkiverse.kafkaproducer.benchmarks.outbox;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.HdrHistogram.Histogram;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Writes {@code started}, and then does the work that it reads the name of, and writes its figures in milliseconds, until its
 * input ends:
 * <ul>
 * <li>{@code transactions COUNT}: transactions of one row, with a message and without, in turn; tells the medians of both</li>
 * <li>{@code latency RATE SECONDS}: tells p50 and p99 from a commit to a consumer</li>
 * <li>{@code loop PAUSE}: publishes what is in the table by a simple loop that pauses so many milliseconds, for good</li>
 * </ul>
 */
@QuarkusMain
public class OutboxBenchmark implements QuarkusApplication {

    @Inject
    OneRow oneRow;
    @Inject
    CommitToConsumer commitToConsumer;
    @Inject
    SimpleLoop loop;

    @Override
    public int run(String... arguments) throws Exception {
        System.out.println("started");
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "transactions" -> System.out.println(oneRow.measure(Integer.parseInt(words[1])));
                case "latency" -> System.out.println(
                        commitToConsumer.measure(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
                case "loop" -> loop.start(Long.parseLong(words[1]));
                default -> throw new IllegalArgumentException(line);
            }
        }
        return 0;
    }

    static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
