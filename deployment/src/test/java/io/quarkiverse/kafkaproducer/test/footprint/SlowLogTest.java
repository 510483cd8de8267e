package io.quarkiverse.kafkaproducer.test.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.test.QuarkusUnitTest;

/** Footprints come faster than the log takes them. */
class SlowLogTest {

    private static final int SENDS = 10_000;
    private static final int FAILURES = 100;
    private static final Duration BOUND = Duration.ofSeconds(60);

    public static class Knot {
        public Knot getSelf() {
            return this;
        }
    }

    /** Keeps the records that were logged. While it is slow, each record takes 5 ms, as of a console that is far away. */
    public static class Log extends ExtHandler {

        private static final Pattern DROPPED = Pattern
                .compile("(\\d+) footprints? (was|were) dropped because the log could not keep up");

        volatile boolean slow;
        private int successes;
        private int failures;
        private long dropped;
        private int reports;

        @Override
        protected void doPublish(ExtLogRecord record) {
            if (slow) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            count(record.getFormattedMessage());
        }

        private synchronized void count(String message) {
            Matcher report = DROPPED.matcher(message);
            if (report.matches()) {
                dropped += Long.parseLong(report.group(1));
                reports++;
            } else if (message.startsWith("Failed")) {
                failures++;
            } else {
                successes++;
            }
        }

        synchronized int successes() {
            return successes;
        }

        synchronized int failures() {
            return failures;
        }

        synchronized long dropped() {
            return dropped;
        }

        synchronized int reports() {
            return reports;
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Log.class, Knot.class)
            .overrideRuntimeConfigKey("quarkus.kafka-producer.footprint.buffer-size", "1000");

    @Inject
    ReactiveProducer producer;

    @Inject
    LoggedFootprints footprints;

    @Test
    void itDoesNotSlowReactiveSendsAndDropsSuccessesBeforeFailuresAndSaysSo() throws Exception {
        Log log = new Log();
        Logger logger = Logger.getLogger(LoggedFootprints.CATEGORY);
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
        try {
            int rounds = sendsTakeAsLong(log);
            floodThenFail(log);

            log.slow = false;
            await().atMost(BOUND).until(() -> footprints.buffered() == 0 && log.dropped() == footprints.dropped());
            assertThat(log.failures()).isEqualTo(FAILURES);
            assertThat(footprints.dropped()).isPositive();
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(log.successes() + log.dropped()).isEqualTo((rounds + 1L) * SENDS));
            assertThat(log.reports()).isLessThan(30);
        } finally {
            logger.removeHandler(log);
            logger.setUseParentHandlers(true);
        }
    }

    /** The machine has other things to do, too: the best of some rounds counts. */
    private int sendsTakeAsLong(Log log) throws InterruptedException {
        send();
        int rounds = 1;
        List<Long> quick = new ArrayList<>();
        List<Long> slow = new ArrayList<>();
        do {
            log.slow = false;
            await().atMost(BOUND).until(() -> footprints.buffered() == 0);
            quick.add(send());
            log.slow = true;
            slow.add(send());
            rounds += 2;
        } while (rounds < 7 || rounds < 41 && best(slow) > 1.2 * best(quick));
        assertThat(best(slow)).as("10,000 sends: ms with a slow log %s, without %s", slow, quick)
                .isLessThanOrEqualTo((long) (1.2 * best(quick)));
        return rounds;
    }

    private static long best(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    private void floodThenFail(Log log) throws InterruptedException {
        log.slow = true;
        send();
        assertThat(footprints.buffered()).as("successes take three quarters").isGreaterThanOrEqualTo(750);
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < FAILURES; i++) {
            producer.send("slow-log", new Knot()).subscribe().with(sent -> {
            }, failure -> failed.incrementAndGet());
        }
        assertThat(failed).as("refused at once").hasValue(FAILURES);
    }

    /** @return milliseconds until all were acknowledged */
    private long send() throws InterruptedException {
        CountDownLatch acknowledged = new CountDownLatch(SENDS);
        long started = System.nanoTime();
        for (int i = 0; i < SENDS; i++) {
            producer.send("slow-log", i).subscribe().with(sent -> acknowledged.countDown());
        }
        assertThat(acknowledged.await(60, TimeUnit.SECONDS)).isTrue();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }
}
