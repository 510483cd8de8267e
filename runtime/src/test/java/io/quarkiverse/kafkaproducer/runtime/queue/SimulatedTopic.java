package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A topic of a {@link SimulatedCluster}. */
final class SimulatedTopic {

    final String name;
    final List<SimulatedPartition> partitions = new ArrayList<>();
    boolean exists;
    /** Its metadata never come. */
    boolean silent;
    boolean forbidden;
    /** Whatever the weather, nothing happens to it. */
    boolean healthy;
    private TopicMetadata metadata;

    SimulatedTopic(String name) {
        this.name = name;
    }

    void addPartition(long ledFrom) {
        SimulatedPartition added = new SimulatedPartition(this, partitions.size());
        added.ledFrom = ledFrom;
        partitions.add(added);
        changed();
    }

    void changed() {
        metadata = null;
    }

    TopicMetadata metadata() {
        if (metadata == null) {
            BitSet leaderless = null;
            for (SimulatedPartition partition : partitions) {
                if (!partition.hasLeader) {
                    leaderless = leaderless == null ? new BitSet() : leaderless;
                    leaderless.set(partition.number);
                }
            }
            metadata = new TopicMetadata(partitions.size(), leaderless, null);
        }
        return metadata;
    }
}
