package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class PartitionGuardTest {

    private static final int NONE = Client.UNKNOWN_PARTITION;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    /** The time may be anything, and wraps around soon. */
    private static final long START = Long.MAX_VALUE - SECOND / 2;

    private final TopicState topic = new TopicState(null, "orders");
    private final PartitionGuard guard = topic.guard(0);
    private final PartitionGuard unknown = topic.guard(Client.UNKNOWN_PARTITION);

    @Test
    void theFirstRecordGoesOutAtOnce() {
        assertThat(guard.isBlocked(START)).isFalse();
        assertThat(unknown.isBlocked(START)).isFalse();
    }

    @Test
    void theSecondWaitsForTheAcknowledgmentOfTheFirstHoweverLong() {
        guard.handedOver(START);
        assertThat(guard.isBlocked(START + HOUR)).isTrue();

        guard.givenBack(0, START + HOUR);

        assertThat(guard.isBlocked(START + HOUR)).isFalse();
        guard.handedOver(START + HOUR);
        assertThat(guard.isBlocked(START + HOUR)).isFalse();
    }

    @Test
    void afterARefusalTheNextGoesOutAloneAgain() {
        guard.handedOver(START);

        guard.givenBack(NONE, START + 1);

        assertThat(guard.isBlocked(START + 1)).isFalse();
        guard.handedOver(START + 1);
        assertThat(guard.isBlocked(START + 1)).isTrue();
    }

    @Test
    void anotherPartitionIsNotHeldUp() {
        guard.handedOver(START);

        assertThat(topic.guard(1).isBlocked(START)).isFalse();
    }

    @Test
    void aPartitionThatOnlyTheClientKnowsIsHeldUpForASecondAtMost() {
        unknown.handedOver(START);

        assertThat(unknown.isBlocked(START + SECOND - 1)).isTrue();
        assertThat(unknown.isBlocked(START + SECOND)).isFalse();
    }

    @Test
    void aPartitionAndRecordsWhosePartitionOnlyTheClientKnowsWaitForEachOtherForASecondAtMost() {
        unknown.handedOver(START);
        assertThat(guard.isBlocked(START + SECOND - 1)).isTrue();
        assertThat(guard.isBlocked(START + SECOND)).isFalse();
        unknown.givenBack(NONE, START);

        guard.handedOver(START);

        assertThat(unknown.isBlocked(START + SECOND - 1)).isTrue();
        assertThat(unknown.isBlocked(START + SECOND)).isFalse();
    }

    @Test
    void anAcknowledgmentProvesOnlyThePartitionThatItCameFrom() {
        unknown.handedOver(START);

        unknown.givenBack(2, START + 1);

        unknown.handedOver(START + 1);
        assertThat(unknown.isBlocked(START + 1)).isTrue();
        guard.handedOver(START + 1);
        assertThat(guard.isBlocked(START + 1)).isTrue();
        topic.guard(2).handedOver(START + 1);
        assertThat(topic.guard(2).isBlocked(START + 1)).isFalse();
    }

    @Test
    void nothingIsHeldUpOnceTheTopicIsSettled() {
        guard.handedOver(START);
        guard.givenBack(0, START);
        long settled = START + SECOND / 10;
        unknown.handedOver(START);
        assertThat(topic.guard(1).isBlocked(settled)).isTrue();

        unknown.givenBack(0, settled);

        assertThat(topic.guard(1, settled)).isNull();
        assertThat(topic.guard(Client.UNKNOWN_PARTITION, settled)).isNull();
        assertThat(topic.guard(1).isBlocked(settled)).isFalse();
    }

    @Test
    void aPartitionWhoseFirstRecordIsStillInFlightIsNotSettledWithTheOthers() {
        topic.guard(1).handedOver(START);
        guard.handedOver(START);
        guard.givenBack(0, START);

        assertThat(topic.guard(1).isBlocked(START + HOUR)).isTrue();
        assertThat(guard.isBlocked(START + HOUR)).isFalse();
        assertThat(topic.guard(2).isBlocked(START + HOUR)).isFalse();
    }

    @Test
    void itIsIdleWhileTheClientHasNoneOfItsRecords() {
        assertThat(guard.isIdle()).isTrue();
        guard.handedOver(START);
        assertThat(guard.isIdle()).isFalse();

        guard.givenBack(NONE, START);

        assertThat(guard.isIdle()).isTrue();
    }
}
