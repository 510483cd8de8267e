package io.quarkiverse.kafkaproducer.faults;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Sends until it is told to end, by a signal, and writes what became of each record to standard output: {@code begin ID},
 * then {@code acked ID}, {@code not_sent ID} or {@code unknown ID}.
 */
@QuarkusMain
public class LoadApplication implements QuarkusApplication {

    private static final int THREADS = 4;

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    private final AtomicLong ids = new AtomicLong();
    private final PrintStream journal = System.out;

    @Override
    public int run(String... args) {
        String topic = args[1];
        switch (args[0]) {
            case "sends" -> sends(topic);
            case "transactions" -> transactions(topic, Integer.parseInt(args[2]));
            case "footprints" -> footprints(topic, Long.parseLong(args[2]));
            default -> throw new IllegalArgumentException("sends, transactions or footprints, not " + args[0]);
        }
        Quarkus.waitForExit();
        return 0;
    }

    private void sends(String topic) {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> blocking(topic), "load-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        Thread thread = new Thread(() -> reactive(topic), "load-reactive");
        thread.setDaemon(true);
        thread.start();
    }

    private void blocking(String topic) {
        while (true) {
            long id = ids.incrementAndGet();
            journal.println("begin " + id);
            try {
                producer.send(topic, id, "key-" + id % 10);
                journal.println("acked " + id);
            } catch (ProducerException e) {
                journal.println((e.outcome() == Outcome.NOT_SENT ? "not_sent " : "unknown ") + id);
                if (!e.retriable()) {
                    return;
                }
            }
        }
    }

    private void reactive(String topic) {
        while (true) {
            CountDownLatch group = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                long id = ids.incrementAndGet();
                journal.println("begin " + id);
                reactive.send(topic, id, "key-" + id % 10).subscribe().with(
                        metadata -> {
                            journal.println("acked " + id);
                            group.countDown();
                        },
                        failure -> {
                            journal.println((((ProducerException) failure).outcome() == Outcome.NOT_SENT ? "not_sent "
                                    : "unknown ") + id);
                            group.countDown();
                        });
            }
            try {
                group.await();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Ends the application by itself after so many sends. */
    private void footprints(String topic, long most) {
        for (int i = 0; i < THREADS; i++) {
            String name = "load-" + i;
            Thread thread = new Thread(() -> {
                for (int n = 0;; n++) {
                    String key = name + "-" + n;
                    producer.send(topic, n, key);
                    journal.println("acked " + key);
                    if (ids.incrementAndGet() == most) {
                        System.exit(0);
                    }
                }
            }, name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void transactions(String topic, int records) {
        while (true) {
            long id = ids.incrementAndGet();
            producer.runInTransaction(transaction -> {
                for (int i = 0; i < records; i++) {
                    transaction.send(topic, id + "/" + i, "key-" + i);
                    journal.println("inside " + id + "/" + i);
                }
            });
            journal.println("committed " + id);
        }
    }
}
