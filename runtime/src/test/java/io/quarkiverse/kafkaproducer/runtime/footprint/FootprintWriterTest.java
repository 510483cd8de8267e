package io.quarkiverse.kafkaproducer.runtime.footprint;

import static io.quarkiverse.kafkaproducer.footprint.LogType.ERROR;
import static io.quarkiverse.kafkaproducer.footprint.LogType.INFO;
import static io.quarkiverse.kafkaproducer.footprint.LogType.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;

@Timeout(60)
class FootprintWriterTest {

    private final List<String> written = Collections.synchronizedList(new ArrayList<>());
    private final List<String> writers = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> reports = Collections.synchronizedList(new ArrayList<>());
    /** A permit for each line. */
    private final Semaphore log = new Semaphore(0);
    private FootprintWriter writer;

    @AfterEach
    void close() {
        log.release(1_000_000);
        writer.close(Duration.ofSeconds(10));
    }

    private void open(int most) {
        writer = new FootprintWriter(most, this::write, reports::add);
    }

    private void write(PendingFootprint draft) {
        log.acquireUninterruptibly();
        writers.add(Thread.currentThread().getName());
        written.add(draft.footprint().message());
    }

    private static PendingFootprint draft(LogType type, String message) {
        PendingFootprint draft = new PendingFootprint(type) {
            @Override
            Footprint inWords(Instant timestamp) {
                return new Footprint(type, "s", "c", message, null, timestamp);
            }
        };
        draft.unlogged();
        return draft;
    }

    private boolean leave(LogType type, String message, boolean mayWrite) {
        return !writer.hasRoom(type) || writer.leave(draft(type, message), mayWrite);
    }

    /** Has a line begun that takes until there is a permit. */
    private void occupy() {
        leave(INFO, "first", false);
        await().until(log::hasQueuedThreads);
    }

    @Test
    void whoLeavesOneWhileNobodyWritesWritesIt() {
        open(10);
        log.release();

        leave(INFO, "mine", true);

        assertThat(written).containsExactly("mine");
        assertThat(writers).containsExactly(Thread.currentThread().getName());
        assertThat(writer.buffered()).isZero();
    }

    @Test
    void whoMustNotWriteLeavesItToTheThread() {
        open(10);
        log.release();

        leave(INFO, "ours", false);

        await().until(() -> writer.buffered() == 0);
        assertThat(writers).containsExactly("kafka-producer-footprints");
    }

    @Test
    void nobodyWaitsForALogThatIsStuck() {
        open(10);
        occupy();

        leave(INFO, "second", true);
        leave(INFO, "third", true);

        assertThat(written).isEmpty();
        log.release(3);
        await().until(() -> writer.buffered() == 0);
        assertThat(written).containsExactly("first", "second", "third");
    }

    @Test
    void aSenderWritesAFewOfOthersAndLeavesTheRest() throws Exception {
        open(1000);
        CountDownLatch left = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            leave(INFO, "0", true);
            left.countDown();
        }, "sender");
        sender.start();
        await().until(log::hasQueuedThreads);
        IntStream.rangeClosed(1, 99).forEach(i -> leave(INFO, "" + i, true));

        log.release(100);
        left.await();

        await().until(() -> writer.buffered() == 0);
        assertThat(written).containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "" + i).toList());
        assertThat(writers.subList(0, 32)).containsOnly("sender");
        assertThat(writers.subList(32, 100)).containsOnly("kafka-producer-footprints");
    }

    @Test
    void theLastQuarterOfTheRoomIsForWhatTellsOfTrouble() {
        open(8);
        occupy();

        IntStream.range(0, 10).forEach(i -> leave(INFO, "success " + i, false));
        assertThat(writer.dropped()).isEqualTo(4);
        IntStream.range(0, 5).forEach(i -> leave(WARNING, "warning " + i, false));
        assertThat(writer.dropped()).isEqualTo(8);
        IntStream.range(0, 5).forEach(i -> leave(ERROR, "failure " + i, false));
        assertThat(writer.dropped()).isEqualTo(12);

        log.release(100);
        await().until(() -> writer.buffered() == 0);
        assertThat(written).containsExactly("first", "success 0", "success 1", "success 2", "success 3", "success 4",
                "success 5", "warning 0", "failure 0");
        assertThat(reports).as("said once, when it has caught up").containsExactly(12L);
    }

    @Test
    void roomForOneIsForAnything() {
        open(1);
        occupy();

        assertThat(leave(INFO, "success", false)).isTrue();
        leave(ERROR, "failure", false);

        assertThat(writer.dropped()).isEqualTo(1);
        assertThat(writer.buffered()).isEqualTo(2);
    }

    @Test
    void theEndWritesWhatWaits() {
        open(100);
        occupy();
        IntStream.range(0, 50).forEach(i -> leave(INFO, "" + i, true));
        log.release(1000);

        writer.close(Duration.ofSeconds(10));

        assertThat(written).hasSize(51);
        assertThat(leave(ERROR, "late", true)).as("each writes its own now").isFalse();
    }

    @Test
    void theEndDropsAndCountsWhatAStuckLogDoesNotTake() {
        open(100);
        occupy();
        IntStream.range(0, 50).forEach(i -> leave(INFO, "" + i, true));

        writer.close(Duration.ofMillis(1));

        assertThat(writer.dropped()).isEqualTo(50);
    }

    @Test
    void threadsThatLeaveTogetherLoseNothingAndKeepTheirOrder() throws Exception {
        open(1_000_000);
        log.release(1_000_000);
        List<Thread> senders = IntStream.range(0, 8).mapToObj(sender -> new Thread(() -> {
            for (int i = 0; i < 5_000; i++) {
                leave(INFO, sender + " " + i, sender % 2 == 0);
            }
        })).toList();
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }

        await().until(() -> writer.buffered() == 0);
        assertThat(written).hasSize(40_000);
        IntStream.range(0, 8).forEach(sender -> assertThat(written.stream().filter(one -> one.startsWith(sender + " ")))
                .containsExactlyElementsOf(IntStream.range(0, 5_000).mapToObj(i -> sender + " " + i).toList()));
    }
}
