package io.quarkiverse.kafkaproducer.runtime.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;

@Timeout(60)
class LoggedFootprintsTest {

    private static final Logger CATEGORY = Logger.getLogger(LoggedFootprints.CATEGORY);

    /** Takes a record for each permit. */
    private static final class Gate extends Handler {

        private final Semaphore permits = new Semaphore(0);
        private final CountDownLatch reached = new CountDownLatch(1);
        private final List<ExtLogRecord> records = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord record) {
            reached.countDown();
            permits.acquireUninterruptibly();
            records.add((ExtLogRecord) record);
        }

        List<String> messages() {
            return records.stream().map(ExtLogRecord::getMessage).toList();
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }

    private final Gate gate = new Gate();

    @BeforeAll
    static void asQuarkusDoes() {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
    }

    @BeforeEach
    void open() {
        CATEGORY.addHandler(gate);
        CATEGORY.setUseParentHandlers(false);
    }

    @AfterEach
    void close() {
        CATEGORY.removeHandler(gate);
        CATEGORY.setUseParentHandlers(true);
        CATEGORY.setLevel(null);
    }

    private static LoggedFootprints footprints(double sample, int bufferSize) {
        return new LoggedFootprints(new FootprintSettings(true, LogType.INFO, sample, bufferSize),
                new FootprintObservers(false, false));
    }

    private static void leave(LoggedFootprints footprints, LogType type, String message, boolean mayWait) {
        footprints.leave(new PendingFootprint(type) {
            @Override
            Footprint inWords(Instant timestamp) {
                return new Footprint(type, "s", "c.d", message, null, timestamp);
            }
        }, null, null, mayWait);
    }

    @Test
    void whoMayWaitWritesItself() {
        gate.permits.release();

        leave(footprints(1, 10), LogType.INFO, "here", true);

        assertThat(gate.messages()).containsExactly("here");
    }

    @Test
    void whoMayNotWaitGoesOnAndItsLineSaysWhoLeftIt() throws Exception {
        LoggedFootprints footprints = footprints(1, 10);
        MDC.put("request", "42");
        try {
            leave(footprints, LogType.INFO, "soon", false);
        } finally {
            MDC.remove("request");
        }
        gate.reached.await();
        assertThat(gate.messages()).isEmpty();

        gate.permits.release();
        footprints.close();

        assertThat(gate.records).singleElement().satisfies(record -> {
            assertThat(record.getMessage()).isEqualTo("soon");
            assertThat(record.getThreadName()).isEqualTo(Thread.currentThread().getName());
            assertThat(record.getLongThreadID()).isEqualTo(Thread.currentThread().getId());
            assertThat(record.getMdc("request")).isEqualTo("42");
            assertThat(record.getInstant()).isEqualTo(((Footprint) record.getMarker()).timestamp());
        });
    }

    @Test
    void aLineHasNothingOfTheContextOfTheThreadThatWritesIt() throws Exception {
        LoggedFootprints footprints = footprints(1, 10);
        Thread writer = new Thread(() -> {
            MDC.put("request", "42");
            leave(footprints, LogType.INFO, "the writer's", true);
        });
        writer.start();
        gate.reached.await();
        leave(footprints, LogType.INFO, "without a context", true);

        gate.permits.release(2);
        writer.join();

        assertThat(gate.records).extracting(record -> record.getMdcCopy().get("request")).containsExactly("42", null);
    }

    @Test
    void whatIsDroppedIsCountedAndLoggedInOneLine() throws Exception {
        LoggedFootprints footprints = footprints(1, 3);
        leave(footprints, LogType.INFO, "being written", false);
        gate.reached.await();
        IntStream.range(0, 100).forEach(i -> leave(footprints, LogType.INFO, "success " + i, false));
        leave(footprints, LogType.ERROR, "failure", false);
        assertThat(footprints.buffered()).as("with the one that is being written").isEqualTo(4);
        assertThat(footprints.dropped()).isEqualTo(98);

        gate.permits.release(1000);
        footprints.close();

        assertThat(gate.messages()).containsExactly("being written", "success 0", "success 1", "failure",
                "98 footprints were dropped because the log could not keep up");
        assertThat(footprints.buffered()).isZero();
    }

    @Test
    void theEndDoesNotWaitForEverForTheLog() throws Exception {
        LoggedFootprints footprints = footprints(1, 10);
        leave(footprints, LogType.INFO, "stuck", false);
        gate.reached.await();
        IntStream.range(0, 5).forEach(i -> leave(footprints, LogType.INFO, "waiting", false));

        footprints.close();

        assertThat(footprints.dropped()).isEqualTo(5);
        gate.permits.release(1000);
    }

    @Test
    void afterTheEndEachWritesItsOwn() {
        LoggedFootprints footprints = footprints(1, 10);
        footprints.close();
        gate.permits.release();

        leave(footprints, LogType.ERROR, "late", false);

        assertThat(gate.messages()).containsExactly("late");
    }

    @Test
    void whatNobodyWantsIsNotEvenWorded() {
        CATEGORY.setLevel(Level.WARNING);
        LoggedFootprints footprints = footprints(1, 10);

        assertThat(footprints.isWanted(LogType.INFO)).isFalse();
        assertThat(footprints.isSuccessWanted()).isFalse();
        assertThat(footprints.isWanted(LogType.ERROR)).isTrue();
        assertThat(new LoggedFootprints(footprints.settings(), new FootprintObservers(false, true)).isWanted(LogType.INFO))
                .as("an observer wants it").isTrue();
    }

    @Test
    void theShareOfSuccessesIsAsSet() {
        assertThat(share(footprints(0, 10))).isZero();
        assertThat(share(footprints(1, 10))).isEqualTo(10_000);
        // ten standard deviations
        assertThat(share(footprints(0.25, 10))).isBetween(2_067, 2_933);
    }

    private static int share(LoggedFootprints footprints) {
        return (int) IntStream.range(0, 10_000).filter(i -> footprints.isSuccessWanted()).count();
    }
}
