package io.quarkiverse.kafkaproducer.benchmarks.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Measures the time from the return of a commit until a consumer has the message, by one clock. */
@ApplicationScoped
public class CommitToConsumer {

    private static final String TOPIC = "latency";
    private static final int THREADS = 8;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Inject
    OneRow oneRow;
    @Inject
    ObjectMapper mapper;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    /** Returns p50 and p99. */
    String measure(int rate, int seconds) throws Exception {
        int count = rate * seconds;
        AtomicLongArray committed = new AtomicLongArray(count);
        long[] consumed = new long[count];
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", servers,
                "fetch.max.wait.ms", "100"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            consumer.seekToEnd(consumer.assignment());
            consumer.position(new TopicPartition(TOPIC, 0));
            ExecutorService writers = write(rate, count, committed);
            consume(consumer, consumed);
            writers.shutdown();
            if (!writers.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The writers have not ended");
            }
        }
        Histogram nanos = new Histogram(3);
        for (int id = 0; id < count; id++) {
            // the message may be there before the writer has come back from its commit
            nanos.recordValue(Math.max(0, consumed[id] - committed.get(id)));
        }
        return OutboxBenchmark.millis(nanos, 50) + " " + OutboxBenchmark.millis(nanos, 99);
    }

    private ExecutorService write(int rate, int count, AtomicLongArray committed) {
        ExecutorService writers = Executors.newFixedThreadPool(THREADS);
        AtomicInteger ids = new AtomicInteger();
        long started = System.nanoTime();
        for (int i = 0; i < THREADS; i++) {
            writers.submit(() -> {
                for (int id = ids.getAndIncrement(); id < count; id = ids.getAndIncrement()) {
                    TimeUnit.NANOSECONDS.sleep(started + id * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
                    oneRow.place(TOPIC, id);
                    committed.set(id, System.nanoTime());
                }
                return null;
            });
        }
        return writers;
    }

    private void consume(KafkaConsumer<byte[], byte[]> consumer, long[] consumed) {
        long until = System.nanoTime() + LONGEST.toNanos();
        for (int seen = 0; seen < consumed.length;) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(consumed.length - seen + " messages have not come");
            }
            var records = consumer.poll(POLL);
            long now = System.nanoTime();
            for (var record : records) {
                int id = id(record.value());
                if (consumed[id] == 0) {
                    consumed[id] = now;
                    seen++;
                }
            }
        }
    }

    private int id(byte[] value) {
        try {
            return mapper.readTree(value).get("id").intValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
