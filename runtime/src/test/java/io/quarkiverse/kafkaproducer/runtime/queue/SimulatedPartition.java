package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

/** A partition: its log, whether it has a leader, and since when that leader knows it. */
final class SimulatedPartition {

    /** A broker's knowledge of a client's batches: the next ordinal that it accepts. */
    static final class ProducerState {
        int expected = NONE;
    }

    static final int NONE = -1;

    final SimulatedTopic topic;
    final int number;
    final List<SimulatedSend> log = new ArrayList<>();
    boolean hasLeader = true;
    /** Its leader refuses what comes before, as it does not know yet that it leads. */
    long ledFrom;
    /** The time when others heard that it is there, or has a leader again. */
    long appearedAt;
    long lostAt = -1;
    /** A client's first batches have changed places. */
    boolean swapped;

    SimulatedPartition(SimulatedTopic topic, int number) {
        this.topic = topic;
        this.number = number;
    }

    boolean isLed(long now) {
        return hasLeader && now >= ledFrom;
    }
}
