package io.quarkiverse.kafkaproducer.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.queue.TopicMetadata;

class BackgroundMetadataTest {

    private static final TopicMetadata NOTHING = TopicMetadata.missing(null);
    private static final TopicMetadata REFUSED = TopicMetadata.missing(new TopicAuthorizationException(Set.of("orders")));

    private final Deque<Runnable> worker = new ArrayDeque<>();
    private TopicMetadata answer = TopicMetadata.of(2);
    private int arrived;
    private long now = 1;
    private final BackgroundMetadata metadata = new BackgroundMetadata(topic -> answer, worker::add, () -> arrived++,
            () -> now);

    private void work() {
        while (!worker.isEmpty()) {
            worker.poll().run();
        }
    }

    @Test
    void whatIsNotKnownIsAskedForAndTold() {
        assertThat(metadata.of("orders")).isEqualTo(NOTHING);
        assertThat(metadata.of("orders")).isEqualTo(NOTHING);
        assertThat(worker).hasSize(1);

        work();

        assertThat(arrived).isEqualTo(1);
        assertThat(metadata.of("orders")).isEqualTo(TopicMetadata.of(2));
        work();
        assertThat(arrived).as("nobody waits").isEqualTo(1);
    }

    @Test
    void anOldAnswerIsNotUsedAndTheNewOneIsTold() {
        metadata.of("orders");
        work();
        now += BackgroundMetadata.TRUSTED;

        assertThat(metadata.of("orders")).isEqualTo(NOTHING);
        work();

        assertThat(arrived).isEqualTo(2);
        assertThat(metadata.of("orders")).isEqualTo(TopicMetadata.of(2));
    }

    @Test
    void aRefusalIsSaidOnceAndRightsThatWereGivenCount() {
        answer = REFUSED;
        metadata.of("orders");
        work();
        assertThat(metadata.of("orders")).isEqualTo(REFUSED);
        answer = TopicMetadata.of(2);

        assertThat(metadata.of("orders")).isEqualTo(NOTHING);
        work();

        assertThat(metadata.of("orders")).isEqualTo(TopicMetadata.of(2));
        assertThat(arrived).isEqualTo(1);
    }

    @Test
    void whatMayPassIsSaidUntilItHasPassed() {
        answer = TopicMetadata.missing(new TimeoutException("not there", new UnknownTopicOrPartitionException()));
        metadata.of("orders");
        work();

        assertThat(metadata.of("orders")).isEqualTo(answer);
        assertThat(metadata.of("orders")).isEqualTo(answer);
        answer = TopicMetadata.of(2);
        work();

        assertThat(arrived).isEqualTo(1);
        assertThat(metadata.of("orders")).isEqualTo(TopicMetadata.of(2));
    }
}
