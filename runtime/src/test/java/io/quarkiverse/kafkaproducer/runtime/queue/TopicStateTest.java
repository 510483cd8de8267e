package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicStateTest {

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int NONE = Client.UNKNOWN_PARTITION;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long START = Long.MAX_VALUE - SECOND / 2;

    private final TestClient client = new TestClient();
    private final TopicState topic = new TopicState(new ClientSession(client), "orders");

    @Test
    void theClientIsAskedOnceASecond() {
        TopicView view = topic.view(START);
        assertThat(view.metadata()).isSameAs(client.metadata);

        assertThat(topic.view(START + SECOND - 1)).isSameAs(view);
        assertThat(client.asked).isEqualTo(1);

        topic.view(START + SECOND);
        assertThat(client.asked).isEqualTo(2);
    }

    @Test
    void theClientIsAskedAgainWhenMetadataHaveCome() {
        topic.view(START);
        client.metadata = TopicMetadata.of(5);

        topic.forget();

        assertThat(topic.view(START).metadata().partitions()).isEqualTo(5);
    }

    @Test
    void theClientIsAskedEachTimeWhileItKnowsNothing() {
        client.metadata = TopicMetadata.missing(new TimeoutException("x"));

        assertThat(topic.view(START)).isNull();
        assertThat(topic.missing()).isSameAs(client.metadata);
        assertThat(topic.isKnown()).isFalse();

        client.metadata = TopicMetadata.of(1);
        assertThat(topic.view(START).metadata().partitions()).isEqualTo(1);
        assertThat(topic.missing()).isNull();
        assertThat(topic.isKnown()).isTrue();
    }

    @Test
    void itIsSettledSomeTimeAfterTheFirstAcknowledgment() {
        topic.tried(START);
        assertThat(topic.isSettled(START + SECOND)).isFalse();

        topic.acknowledged(START + MILLISECOND);

        assertThat(topic.isSettled(START + 101 * MILLISECOND - 1)).isFalse();
        assertThat(topic.isSettled(START + 101 * MILLISECOND)).isTrue();
    }

    @Test
    void itIsSettledLaterWhereTheFirstAcknowledgmentTookLonger() {
        topic.tried(START);

        topic.acknowledged(START + SECOND);

        assertThat(topic.isSettled(START + 2 * SECOND - 1)).isFalse();
        assertThat(topic.isSettled(START + 2 * SECOND)).isTrue();
    }

    @Test
    void furtherAcknowledgmentsDoNotDelayIt() {
        topic.tried(START);
        topic.acknowledged(START);

        topic.acknowledged(START + 99 * MILLISECOND);

        assertThat(topic.isSettled(START + 100 * MILLISECOND)).isTrue();
    }

    @Test
    void itStaysSettledHoweverLong() {
        topic.tried(0);
        topic.acknowledged(0);
        assertThat(topic.isSettled(SECOND)).isTrue();

        assertThat(topic.isSettled(SECOND + Long.MAX_VALUE)).isTrue();
    }

    @Test
    void aPartitionThatWasAddedLaterIsGuardedForASecondAndTheOthersAreNot() {
        settle();

        client.metadata = TopicMetadata.of(4);
        topic.forget();
        topic.view(SECOND);

        assertThat(topic.isSettled(SECOND)).isFalse();
        assertThat(topic.isGuarded(3, SECOND)).isTrue();
        assertThat(topic.isGuarded(2, SECOND)).isFalse();
        assertThat(topic.isGuarded(Client.UNKNOWN_PARTITION, SECOND)).isFalse();
        assertThat(topic.isGuarded(3, 2 * SECOND)).isFalse();
        assertThat(topic.isSettled(2 * SECOND)).isTrue();
    }

    @Test
    void aPartitionThatWasAddedLaterIsGuardedWhileItsFirstRecordIsInFlight() {
        settle();
        client.metadata = TopicMetadata.of(4);
        topic.forget();
        topic.view(SECOND);
        topic.guard(3, SECOND).handedOver(SECOND);
        assertThat(topic.guard(3, 10 * SECOND).isBlocked(10 * SECOND)).isTrue();

        topic.guard(3).givenBack(3, 10 * SECOND);

        assertThat(topic.isSettled(10 * SECOND)).isTrue();
    }

    @Test
    void aPartitionThatHadNoLeaderIsGuardedWhenItHasOneAgain() {
        settle();
        BitSet leaderless = new BitSet();
        leaderless.set(1);
        client.metadata = new TopicMetadata(3, leaderless, null);
        topic.forget();
        topic.view(SECOND);

        client.metadata = TopicMetadata.of(3);
        topic.forget();
        topic.view(5 * SECOND);

        assertThat(topic.isGuarded(1, 5 * SECOND)).isTrue();
        assertThat(topic.isGuarded(0, 5 * SECOND)).isFalse();
    }

    private void settle() {
        topic.view(0);
        topic.tried(0);
        topic.acknowledged(0);
        assertThat(topic.isSettled(SECOND)).isTrue();
    }

    @Test
    void itSaysWhenRecordsMayGoOn() {
        assertThat(topic.nextIn(START)).isEqualTo(Long.MAX_VALUE);

        topic.tried(START);
        assertThat(topic.nextIn(START + MILLISECOND)).isEqualTo(999 * MILLISECOND);
        assertThat(topic.nextIn(START + SECOND)).isEqualTo(Long.MAX_VALUE);

        topic.acknowledged(START + 10 * MILLISECOND);
        assertThat(topic.nextIn(START + 10 * MILLISECOND)).isEqualTo(100 * MILLISECOND);
    }

    @Test
    void itMayBeForgottenWhileTheClientHasNoFirstRecordOfIt() {
        topic.guard(0).handedOver(START);
        topic.guard(1).handedOver(START);
        topic.guard(0).givenBack(0, START);
        assertThat(topic.isIdle()).isFalse();

        topic.guard(1).givenBack(NONE, START);

        assertThat(topic.isIdle()).isTrue();
    }
}
