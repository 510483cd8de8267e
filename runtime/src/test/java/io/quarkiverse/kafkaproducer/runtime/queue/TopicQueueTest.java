package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

class TopicQueueTest {

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final TopicQueue topic = new TopicQueue(null, "orders");
    private final Entry first = new TestEntry();
    private final Entry second = new TestEntry();
    private final Entry third = new TestEntry();
    private final Entry fourth = new TestEntry();

    @Test
    void whatIsHeldComesBackInFrontEachPartitionInItsOrder() {
        topic.hold(1, first);
        topic.hold(0, second);
        topic.hold(1, third);
        topic.entries.add(fourth);

        topic.releaseHeld();

        assertThat(topic.holdsAny()).isFalse();
        List<Entry> all = drained();
        assertThat(all).containsExactlyInAnyOrder(first, second, third, fourth).containsSubsequence(first, third)
                .endsWith(fourth);
    }

    @Test
    void whereNothingIsHeldReleasingChangesNothing() {
        topic.entries.add(first);

        topic.releaseHeld();

        assertThat(drained()).containsExactly(first);
    }

    @Test
    void onlyThePartitionThatRecordsWaitForIsHeldUp() {
        topic.hold(1, first);

        assertThat(topic.holds(1)).isTrue();
        assertThat(topic.holds(0)).isFalse();
        assertThat(topic.partitionsHeld()).containsExactly(1);
        assertThat(topic.isEmpty()).isFalse();
    }

    @Test
    void aPartitionIsForgottenWhenItsLastRecordHasGone() {
        topic.hold(1, first);
        topic.hold(0, second);
        topic.heldOf(1).poll();
        topic.dropIfEmpty(1);
        assertThat(topic.partitionsHeld()).containsExactly(0);

        topic.heldOf(0).poll();
        topic.dropIfEmpty(0);

        assertThat(topic.holdsAny()).isFalse();
        assertThat(topic.isEmpty()).isTrue();
    }

    @Test
    void aPartitionThatStillHoldsRecordsIsKept() {
        topic.hold(1, first);

        topic.dropIfEmpty(1);

        assertThat(topic.holds(1)).isTrue();
    }

    @Test
    void theObstacleIsToldWhileRecordsAreHeld() {
        topic.obstacle(Wait.EARLIER_RECORDS);
        assertThat(topic.obstacle()).isNull();

        topic.hold(0, first);

        assertThat(topic.obstacle()).isEqualTo(Wait.EARLIER_RECORDS);
    }

    @Test
    void whatHasEndedIsSweptOutWhereverItStands() {
        topic.entries.add(end(first));
        topic.entries.add(second);
        topic.hold(0, end(third));
        topic.hold(1, fourth);

        assertThat(topic.sweep()).isEqualTo(2);

        assertThat(topic.partitionsHeld()).containsExactly(1);
        assertThat(drained()).containsExactly(fourth, second);
    }

    @Test
    void itTriesAgainLaterAndLaterUpToABound() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            topic.retryLater(0, Long.MAX_VALUE);
            pauses.add(topic.retryAt / MILLISECOND);
        }

        assertThat(pauses).containsExactly(20L, 40L, 80L, 160L, 250L, 250L);
    }

    @Test
    void itStartsAnewWhenRecordsHaveGoneOn() {
        topic.retryLater(0, Long.MAX_VALUE);
        topic.retryLater(0, Long.MAX_VALUE);

        topic.goesOn();

        topic.retryLater(0, Long.MAX_VALUE);
        assertThat(topic.retryAt).isEqualTo(20 * MILLISECOND);
    }

    @Test
    void itTriesAgainNoLaterThanItIsTold() {
        topic.retryLater(100, 7);

        assertThat(topic.retryAt).isEqualTo(107);
    }

    @Test
    void metadataAreAskedForAgainAtOnceTheFirstTimeAndThenNowAndThen() {
        long now = Long.MAX_VALUE - MILLISECOND;
        assertThat(topic.mayRefresh(now)).isTrue();
        topic.refreshing(1, now);

        assertThat(topic.mayRefresh(now + 250 * MILLISECOND - 1)).isFalse();
        assertThat(topic.mayRefresh(now + 250 * MILLISECOND)).isTrue();
    }

    @Test
    void metadataHaveBeenAnsweredWhenOthersHaveComeAndSomeTimeHasPassed() {
        assertThat(topic.isRefreshed(2, 0)).isFalse();
        topic.refreshing(2, 0);

        assertThat(topic.isRefreshed(2, 250 * MILLISECOND)).isFalse();
        assertThat(topic.isRefreshed(3, 250 * MILLISECOND - 1)).isFalse();
        assertThat(topic.isRefreshed(3, 250 * MILLISECOND)).isTrue();
    }

    @Test
    void metadataThatWereAskedForLongAgoSayNothing() {
        topic.refreshing(2, 0);

        assertThat(topic.isRefreshed(3, 999 * MILLISECOND)).isTrue();
        assertThat(topic.isRefreshed(3, 1000 * MILLISECOND)).isFalse();

        topic.refreshing(3, 1000 * MILLISECOND);
        assertThat(topic.isRefreshed(3, 1250 * MILLISECOND)).isFalse();
        assertThat(topic.isRefreshed(4, 1250 * MILLISECOND)).isTrue();
    }

    @Test
    void whereMetadataCannotBeAskedForThereIsNothingToWaitFor() {
        topic.refreshing(TopicQueue.CANNOT, 0);

        assertThat(topic.isRefreshed(2, 0)).isTrue();
    }

    private static Entry end(Entry entry) {
        entry.end(Entry.QUEUED, Failure.notSent(new IllegalStateException("a test's")));
        return entry;
    }

    private List<Entry> drained() {
        List<Entry> drained = new ArrayList<>();
        topic.drainTo(drained::add);
        assertThat(topic.isEmpty()).isTrue();
        return drained;
    }
}
