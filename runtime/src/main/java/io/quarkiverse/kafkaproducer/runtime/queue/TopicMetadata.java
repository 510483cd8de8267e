package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.BitSet;

import org.apache.kafka.common.KafkaException;

/**
 * Tells what a client knows of a topic.
 *
 * @param partitions how many it has, 0 where that is not known
 * @param leaderless the partitions without a leader, null if there are none
 * @param error why nothing is known, where the client says so
 */
public record TopicMetadata(int partitions, BitSet leaderless, KafkaException error) {

    public static TopicMetadata of(int partitions) {
        return new TopicMetadata(partitions, null, null);
    }

    public static TopicMetadata missing(KafkaException error) {
        return new TopicMetadata(0, null, error);
    }

    boolean isKnown() {
        return partitions > 0;
    }

    boolean hasLeader(int partition) {
        return leaderless == null || !leaderless.get(partition);
    }
}
