package io.quarkiverse.kafkaproducer.runtime.queue;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/** One send of a {@link SimulatedSender}. */
final class SimulatedSend extends Entry {

    private final Simulation world;
    final SimulatedSender sender;
    final SendQueue target;
    final Sequence sequence;
    /** Its place among those of the same sender, topic and key. */
    final int number;
    final long timeout;
    final WhenFull whenFull;
    final long startedAt;
    int ends;
    int lateEnds;
    long endedAt;
    SimulatedPartition writtenTo;
    long offset;
    /** Counts how often a client was given it, and keeps the last time. */
    int given;
    long givenAt;
    /** The time when an error came out of the client's {@code send} that had taken it; -1 if none did. */
    long doubtfulSince = -1;
    /** True if the client can tell its partition before it has it. */
    boolean partitionKnown;
    /** The time by which it must be acknowledged; 0 if there is none. */
    long acknowledgedBy;
    /** Its place among the sends that have not ended. */
    int place = -1;
    /** An interceptor has it go to a topic that does not exist. */
    boolean redirected;

    SimulatedSend(Simulation world, SimulatedSender sender, SendQueue target, Sequence sequence,
            ProducerRecord<Object, byte[]> record, long timeout, WhenFull whenFull) {
        super(world.clock.nanoTime() + timeout);
        this.world = world;
        this.sender = sender;
        this.target = target;
        this.sequence = sequence;
        this.number = sequence.next++;
        this.timeout = timeout;
        this.whenFull = whenFull;
        this.startedAt = world.agenda.now();
        submitting(record);
    }

    long deadline() {
        return startedAt + timeout;
    }

    @Override
    protected void ended() {
        world.checks.ended(this);
        sender.ended(this);
    }

    @Override
    protected void settledLate(Abandoned ending) {
        world.checks.settledLate(this, ending);
    }

    @Override
    protected long timeoutNanos() {
        return timeout;
    }

    /** Returns whether its sender, or whoever asked later, was told that it was not sent. */
    boolean isNotSent() {
        Failure failure = failure();
        Failure last = abandoned() == null ? null : abandoned().lastFailure();
        return failure != null && failure.outcome() == Outcome.NOT_SENT
                || last != null && last.outcome() == Outcome.NOT_SENT;
    }

    boolean isUnknown() {
        return failure() != null && failure().outcome() == Outcome.UNKNOWN;
    }

    /** Returns whether it takes room in the queue. */
    boolean holdsRoom() {
        Object now = state();
        return now == QUEUED || now == RETURNED || isWithClient();
    }

    @Override
    public String toString() {
        return "send " + number + " of " + sequence + " (given " + given + ", ended " + ends + ", "
                + (failure() != null ? failure().toString() : String.valueOf(state()))
                + (abandoned() != null ? ", last " + abandoned().lastFailure() : "") + ")";
    }
}
