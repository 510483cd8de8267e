package io.quarkiverse.kafkaproducer.outbox.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * A replica of a service that places orders: it writes rows and messages, and relays what it and others wrote. It writes
 * {@code ready} to standard output, then a line for each command that it has carried out. Commands come by standard input:
 * <ul>
 * <li>{@code write ROWS THREADS KEYS ROLLBACKS RATE}: begins to place orders of random customers, so many percent of which
 * are rolled back, no more than so many a second (0 for no limit); tells {@code written} when as many are committed</li>
 * <li>{@code stop}: ends that; tells {@code stopped}</li>
 * <li>{@code hold SECONDS}: places one order, and commits it so much later; tells {@code held}</li>
 * <li>{@code large BYTES}: places one order whose message has a header as large; tells {@code large}</li>
 * </ul>
 * It ends with its standard input.
 */
@QuarkusMain
public class OutboxApplication implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(OutboxApplication.class);
    private static final long RETRY_MILLIS = 50;

    private final Orders orders;
    private final Outbox outbox;
    private final String topic;

    private volatile boolean stopped;

    @Inject
    OutboxApplication(Orders orders, Outbox outbox,
            @ConfigProperty(name = "orders.topic") String topic) {
        this.orders = orders;
        this.outbox = outbox;
        this.topic = topic;
    }

    /** Rolls the transaction back. */
    private static final class Rejected extends RuntimeException {

        private Rejected() {
            super("The order is rejected", null, false, false);
        }
    }

    @Override
    public int run(String... args) throws IOException {
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String[] words = command.split(" ");
            switch (words[0]) {
                case "write" -> write(Long.parseLong(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]),
                        Integer.parseInt(words[4]), Integer.parseInt(words[5]));
                case "stop" -> stopped = true;
                case "hold" -> background("hold", () -> hold(Integer.parseInt(words[1])));
                case "large" -> background("large", () -> large(Integer.parseInt(words[1])));
                default -> throw new IllegalArgumentException(command);
            }
        }
        stopped = true;
        return 0;
    }

    private static void background(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void write(long rows, int threads, int keys, int rollbacks, int rate) {
        stopped = false;
        AtomicLong left = new AtomicLong(rows);
        AtomicLong writing = new AtomicLong(threads);
        long started = System.nanoTime();
        AtomicLong begun = new AtomicLong();
        for (int i = 0; i < threads; i++) {
            background("write-" + i, () -> {
                while (!stopped && left.getAndDecrement() > 0) {
                    if (rate > 0) {
                        sleepUntil(started + begun.getAndIncrement() * TimeUnit.SECONDS.toNanos(1) / rate);
                    }
                    placeOne(keys, rollbacks);
                }
                if (writing.decrementAndGet() == 0) {
                    System.out.println(stopped ? "stopped" : "written");
                }
            });
        }
    }

    /** Tries until one is committed. An attempt whose commit fails may be committed all the same: each has an id of its own. */
    private void placeOne(int keys, int rollbacks) {
        while (!stopped) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            boolean rejected = random.nextInt(100) < rollbacks;
            try {
                QuarkusTransaction.requiringNew().call(() -> {
                    Placed placed = orders.place(random.nextLong(Long.MAX_VALUE), "customer-" + random.nextInt(keys));
                    outbox.send(topic, placed, placed.key());
                    if (rejected) {
                        throw new Rejected();
                    }
                    return placed;
                });
                return;
            } catch (Rejected e) {
                LOG.trace("Rolled back");
            } catch (RuntimeException e) {
                LOG.debug("The database is away", e);
                sleepUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            }
        }
    }

    private void hold(int seconds) {
        QuarkusTransaction.requiringNew().timeout(seconds + 60).call(() -> {
            Placed placed = orders.place(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), "held");
            outbox.send(topic, placed, placed.key());
            sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
            return placed;
        });
        System.out.println("held");
    }

    private void large(int bytes) {
        QuarkusTransaction.requiringNew().call(() -> {
            Placed placed = orders.place(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), "large");
            ProducerRecord<String, Object> record = new ProducerRecord<>(topic, placed.key(), placed);
            record.headers().add("padding", new byte[bytes]);
            return outbox.send(record);
        });
        System.out.println("large");
    }

    private static void sleepUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
