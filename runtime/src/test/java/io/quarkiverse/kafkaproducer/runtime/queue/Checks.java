package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.List;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/** Checks the promises at each step of a simulation, and at its end. */
final class Checks {

    private static final long LATE = 100 * Weather.MS;
    private static final int FEW = 1024;

    private final Simulation world;
    private int beyond;

    Checks(Simulation world) {
        this.world = world;
    }

    // ---- as it happens

    void ended(SimulatedSend send) {
        long now = world.agenda.now();
        send.endedAt = now;
        world.live.remove(send);
        if (++send.ends > 1) {
            world.fail(send + " ends twice");
        }
        if (now > send.deadline() + LATE) {
            world.fail(send + " ends " + (now - send.deadline()) / Weather.MS + " ms after its deadline");
        }
        if (send.metadata() != null) {
            world.happened(Happening.RECORD_ACKNOWLEDGED);
            acknowledged(send, send.metadata().partition(), send.metadata().offset());
            if (send.acknowledgedBy > 0 && now > send.acknowledgedBy) {
                world.fail(send + " is held up: acknowledged " + (now - send.startedAt) / Weather.MS
                        + " ms after it was submitted");
            }
            return;
        }
        if (send.abandoned() != null) {
            world.gaveUp.add(send);
        }
        failed(send, send.failure(), now);
    }

    private void failed(SimulatedSend send, Failure failure, long now) {
        if (failure == null) {
            world.fail(send + " has neither metadata nor a failure");
            return;
        }
        if (failure.outcome() == Outcome.NOT_SENT) {
            world.happened(Happening.RECORD_ENDED_NOT_SENT);
            if (send.writtenTo != null) {
                world.fail(send + " ends as not sent, and is written");
            }
        } else {
            world.happened(Happening.RECORD_ENDED_UNKNOWN);
            if (failure.retriable()) {
                world.fail(send + " is unknown and retriable");
            }
        }
        if (failure.kind() == Failure.Kind.REJECTED && failure.cause() instanceof UnknownTopicOrPartitionException) {
            partitionRefused(send, now);
        }
        if (failure.outcome() == Outcome.NOT_SENT && send.given > 0 && failure.kind() == Failure.Kind.REJECTED
                && failure.retriable()) {
            world.happened(Happening.RECORD_OVERTAKEN);
            if (!send.sequence.hasOrder() && world.watched != null && failure.cause().getClass() == KafkaException.class) {
                world.fail(send + " could have been sent again");
            }
        }
        if (failure.kind() == Failure.Kind.TIMEOUT && failure.cause() == null && now < send.deadline()) {
            world.fail(send + " times out " + (send.deadline() - now) + " ns too early");
        }
        if (send.acknowledgedBy > 0) {
            world.fail(send + " fails, and nothing was in its way");
        }
    }

    /** A partition that was added a while ago is not refused, unless the client does not work and learns of nothing. */
    private void partitionRefused(SimulatedSend send, long now) {
        world.happened(Happening.UNKNOWN_PARTITION_REFUSED);
        List<SimulatedPartition> partitions = world.cluster.topic(send.topic()).partitions;
        int number = send.sequence.partition;
        Weather weather = world.weather;
        if (number < partitions.size() && now - partitions.get(number).appearedAt > 1300 * Weather.MS && !weather.cannotRefresh
                && weather.metadataTake < 100 * Weather.MS && weather.metadataLost == 0 && world.deadClients == 0) {
            world.fail(send + " is refused, and its partition is there");
        }
    }

    void settledLate(SimulatedSend send, Abandoned ending) {
        world.gaveUp.remove(send);
        if (++send.lateEnds > 1) {
            world.fail(send + " is settled twice");
        }
        if (send.ends != 1 || send.abandoned() != ending) {
            world.fail(send + " is settled late before it was given up");
        }
        if (ending.metadata() != null) {
            world.happened(Happening.RECORD_ACKNOWLEDGED_LATE);
            acknowledged(send, ending.metadata().partition(), ending.metadata().offset());
        } else if (ending.lastFailure().outcome() == Outcome.NOT_SENT && send.writtenTo != null) {
            world.fail(send + " is settled as not sent, and is written");
        }
    }

    private void acknowledged(SimulatedSend send, int partition, long offset) {
        if (send.writtenTo == null || send.writtenTo.number != partition || send.offset != offset) {
            world.fail(send + " is acknowledged at " + partition + "@" + offset + ", and is not there");
        }
    }

    /** Checks that the capacity counts exactly the records that are on their way. */
    void capacity(Capacity capacity) {
        int records = 0;
        long bytes = 0;
        for (int at = 0; at < world.live.size(); at++) {
            SimulatedSend send = world.live.get(at);
            if (send.holdsRoom()) {
                records++;
                bytes += send.size();
            }
        }
        for (int at = 0; at < world.gaveUp.size(); at++) {
            SimulatedSend send = world.gaveUp.get(at);
            if (send.holdsRoom()) {
                records++;
                bytes += send.size();
            }
        }
        if (records != capacity.records() || bytes != capacity.bytes()) {
            world.fail("capacity says " + capacity + ", there are " + records + " records, " + bytes + " bytes");
        }
    }

    /** Checks that ended entries are not kept for long. */
    void bounds(SendQueue queue) {
        int pending = queue.pendingRecords() + queue.parked();
        SendQueue.Remains remains = queue.remains();
        ClientSession session = queue.session();
        if (remains.standing() > 2 * pending + 2 * FEW || remains.deadlines() > 2 * pending + 2 * FEW
                || session != null && session.entries() > 2 * session.inFlight() + 2 * FEW) {
            // it is swept by whoever comes next
            if (++beyond > 200) {
                world.fail("what has ended is kept: " + remains + ", " + pending + " pending, "
                        + (session == null ? "" : session.entries() + " with " + session.inFlight() + " in flight"));
            }
        } else {
            beyond = 0;
        }
    }

    // ---- at the end

    void end(List<SimulatedSend> sends, Capacity capacity) {
        for (SimulatedSend send : sends) {
            if (send.ends != 1) {
                world.fail(send + " has ended " + send.ends + " times");
            }
            if (send.abandoned() != null && (!send.abandoned().isSettled() || send.lateEnds != 1)) {
                world.fail(send + " is never settled");
            }
            if (send.writtenTo != null && send.isNotSent()) {
                world.fail(send + " is not sent, and is written");
            }
        }
        if (capacity.records() > 0 || capacity.bytes() > 0) {
            world.fail("the capacity is not given back: " + capacity);
        }
        world.cluster.list.forEach(topic -> topic.partitions.forEach(this::order));
    }

    private void order(SimulatedPartition partition) {
        for (SimulatedSend send : partition.log) {
            Sequence sequence = send.sequence;
            if (!sequence.hasOrder() || send.isUnknown()) {
                continue;
            }
            if (sequence.seenIn == partition && sequence.seen.number > send.number) {
                world.fail(send + " is written after " + sequence.seen);
            }
            sequence.seenIn = partition;
            sequence.seen = send;
        }
    }

    /** No client has records that are still counted. */
    void sessions() {
        for (ClientSession session : world.sessions) {
            if (session.inFlight() != 0) {
                world.fail("a session ends with " + session.inFlight() + " in flight");
            }
        }
    }

    void left(SendQueue queue) {
        SendQueue.Remains remains = queue.remains();
        if (remains.returned() > 0 || remains.formerSessions() > 0 || remains.standing() > FEW || remains.deadlines() > FEW) {
            world.fail("too much is left behind: " + remains);
        }
        if (queue.pendingRecords() > 0 || queue.parked() > 0 || !queue.mailbox().isEmpty()) {
            world.fail("left behind: " + queue.pendingRecords() + " pending, " + queue.parked() + " parked, mailbox empty: "
                    + queue.mailbox().isEmpty());
        }
    }
}
