package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

/** Records of one partition that a client sends together. */
final class SimulatedBatch {

    final List<SimulatedSend> sends = new ArrayList<>();
    final long since;
    int bytes;
    /** Its place among the batches of its partition that this client has sent, as the broker expects them. */
    int ordinal;
    int attempts;
    boolean written;
    /** True if its client had never seen its partition without a leader when it was made. */
    boolean leaderSeen;
    /** The client has given it up, or has been answered. */
    boolean over;

    SimulatedBatch(long since) {
        this.since = since;
    }

    /** Returns whether errors have come out of the client's {@code send} for all of its records, by this time. */
    boolean isDoubtful(long by) {
        return sends.stream().allMatch(send -> send.doubtfulSince >= 0 && send.doubtfulSince <= by);
    }

    void add(SimulatedSend send) {
        sends.add(send);
        bytes += send.size();
    }
}
