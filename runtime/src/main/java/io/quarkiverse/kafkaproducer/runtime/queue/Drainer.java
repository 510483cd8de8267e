package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import io.quarkiverse.kafkaproducer.runtime.failure.Cause;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.FatalErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.failure.WaitReason;

/**
 * Hands records to the client, topic by topic. A record that cannot go to its partition now is held, and lets those for other
 * partitions pass. The owner's.
 */
final class Drainer {

    /** Records that are handed over before the owner looks at deadlines again. */
    static final int MOST_AT_ONCE = 256;
    /** Records of one topic that are handed over before the next topic has its turn. */
    private static final int TURN = 64;
    /** Records of one topic that go out together, where they go out group by group. */
    private static final int GROUP = 512;
    /** Means that no partition has to be looked at. */
    private static final int NONE = Integer.MIN_VALUE;

    private final SendQueue queue;
    private final TopicQueues topics;
    private final ClientSessions clients;
    private final ReturnedEntries returned;
    /** The client has no room, or wants to be left alone for a moment. */
    private boolean clientFull;

    Drainer(SendQueue queue, TopicQueues topics, ClientSessions clients, ReturnedEntries returned) {
        this.queue = queue;
        this.topics = topics;
        this.clients = clients;
        this.returned = returned;
    }

    /** Returns whether there is more to hand over at once. */
    boolean hasMore() {
        return !topics.nothingReady() && !clientFull && clients.current() != null;
    }

    /** Returns in how many nanoseconds the client is to be asked again, {@link Long#MAX_VALUE} if not for its room. */
    long nextIn() {
        return clientFull ? SendQueue.BUFFER_LOOK : Long.MAX_VALUE;
    }

    /** Hands over what can be handed over. Returns how many records were. */
    int drain(long now, boolean connect) {
        clientFull = false;
        if (topics.nothingReady()) {
            return 0;
        }
        ClientSession current = clients.current();
        if (current == null) {
            if (connect) {
                topics.waitFor(queue.source().waitForClient());
                queue.source().connect();
            }
            return 0;
        }
        if (clients.isHeldUpByFormer(now)) {
            topics.waitFor(Wait.EARLIER_RECORDS);
            // looks again in a moment
            clientFull = true;
            return 0;
        }
        int moved = 0;
        for (int turns = topics.ready(); moved < MOST_AT_ONCE && !clientFull && turns > 0; turns--) {
            moved += turn(topics.poll(), current, now);
            if (queue.source().client() != current.client()) {
                // replaced meanwhile; the new one is asked from the beginning
                clientFull = true;
            }
        }
        return moved;
    }

    private int turn(TopicQueue topic, ClientSession current, long now) {
        boolean done = false;
        try {
            int moved = drain(topic, current, now);
            done = true;
            return moved;
        } finally {
            if (!done) {
                // an error of the client's must not leave it out
                topics.goesOn(topic);
            }
        }
    }

    /** The topic has its turn, after which it is ready, blocked or idle again. */
    private int drain(TopicQueue topic, ClientSession current, long now) {
        if (topic.returned) {
            // later records must not overtake what is sent again in a moment
            topics.block(topic, Wait.EARLIER_RECORDS, now, Math.max(0, returned.nextIn(now)));
            return 0;
        }
        TopicState state = current.topic(topic.topic);
        TopicView view = state.view(now);
        int moved = 0;
        Wait obstacle;
        if (view == null) {
            obstacle = metadataMissing(topic, state.missing(), current);
        } else if (state.isTroubled(now) && state.hasGuardedInFlight()) {
            obstacle = Wait.EARLIER_RECORDS;
        } else {
            moved = drain(topic, state, view, now);
            obstacle = topic.entries.isEmpty() && moved < TURN ? topic.obstacle() : null;
            if (moved > 0) {
                topic.goesOn();
            }
        }
        if (clientFull) {
            topic.waitsFor(Wait.BUFFER_SPACE);
        } else if (moved > 0 && obstacle == null) {
            topic.waitsFor(Wait.EARLIER_RECORDS);
        }
        if (topic.isEmpty()) {
            topics.rest(topic);
        } else if (obstacle != null && !clientFull) {
            topics.block(topic, obstacle, now, state.nextIn(now));
        } else {
            topics.goesOn(topic);
        }
        return moved;
    }

    private int drain(TopicQueue topic, TopicState state, TopicView view, long now) {
        int moved = 0;
        topic.partitions(view.metadata().partitions());
        for (int partition : topic.partitionsHeld()) {
            moved += drainHeld(topic, partition, state, view, now);
        }
        int most = state.isTroubled(now) ? GROUP : TURN;
        while (moved < most && !clientFull && !topic.entries.isEmpty()) {
            moved += drainFirst(topic, state, view, now);
        }
        return moved;
    }

    /**
     * Hands over the first record of a topic, or has it wait for its partition, or drops it. Returns 0 if the client is full.
     */
    private int drainFirst(TopicQueue topic, TopicState state, TopicView view, long now) {
        Entry entry = topic.entries.first;
        ProducerRecord<Object, byte[]> record = entry.record();
        if (record == null || isPastDeadline(entry, now)) {
            topics.poll(topic.entries);
            return 1;
        }
        int partition = partitionToLookAt(topic, state, view, record, now);
        if (partition >= view.metadata().partitions() && state.isConfirmed(view.metadata().partitions(), now)) {
            topics.poll(topic.entries);
            queue.endUnsent(entry, Failure.unknownPartition(partition, view.metadata().partitions()));
            return 1;
        }
        if (partition != NONE && (topic.holds(partition) || topic.holds(Client.UNKNOWN_PARTITION)
                || obstacle(topic, state, view, partition, now) != null)) {
            topic.entries.poll();
            topic.hold(partition, entry);
            return 1;
        }
        return give(topic.entries, view, guard(state, partition, now), now);
    }

    private int drainHeld(TopicQueue topic, int partition, TopicState state, TopicView view, long now) {
        EntryList held = topic.heldOf(partition);
        int moved = 0;
        while (moved < TURN && !clientFull && !held.isEmpty()) {
            Entry entry = held.first;
            if (entry.record() == null || isPastDeadline(entry, now)) {
                topics.poll(held);
            } else if (isMissing(topic, view, partition, now)) {
                topics.poll(held);
                state.confirmed(view.metadata().partitions(), now);
                queue.endUnsent(entry, Failure.unknownPartition(partition, view.metadata().partitions()));
            } else if (isBehindUnknown(topic, partition) || obstacle(topic, state, view, partition, now) != null) {
                break;
            } else {
                give(held, view, guard(state, partition, now), now);
            }
            moved++;
        }
        topic.dropIfEmpty(partition);
        return moved;
    }

    private boolean isPastDeadline(Entry entry, long now) {
        if (now - entry.deadlineNanos() < 0) {
            return false;
        }
        // its sender will not wait for it, and can be told for sure that it was not sent
        queue.expire(entry);
        return true;
    }

    /** Hands the first entry to the client, if that has room. Returns how many were handed over. */
    private int give(EntryList entries, TopicView view, PartitionGuard guard, long now) {
        Entry entry = entries.first;
        ClientSession to = view.session();
        if (to.client().failure() != null || !to.client().hasRoom(entry.size(), to.inFlight())) {
            clientFull = true;
            return 0;
        }
        topics.poll(entries);
        entry.view = view;
        entry.guard = guard;
        entry.unplaced = null;
        if (guard != null) {
            guard.handedOver(now);
        }
        to.enter(entry, now);
        to.client().send(entry);
        if (entry.state() == Entry.RETURNED) {
            // no later record may overtake it
            clientFull = true;
        }
        return 1;
    }

    // ---- partitions

    /** Returns the partition that has to be looked at before the record goes out; {@link #NONE} if none has. */
    private static int partitionToLookAt(TopicQueue topic, TopicState state, TopicView view,
            ProducerRecord<Object, byte[]> record, long now) {
        int partitions = view.metadata().partitions();
        Integer chosen = record.partition();
        if (chosen != null && chosen >= partitions) {
            return chosen;
        }
        boolean free = state.isSettled(now) && view.metadata().leaderless() == null && !topic.holdsAny();
        return free ? NONE : view.session().client().partition(record, partitions);
    }

    /** Returns what has to be told when the record comes back; null if nothing has. */
    private static PartitionGuard guard(TopicState state, int partition, long now) {
        PartitionGuard guard = partition == NONE ? null : state.guard(partition, now);
        return guard == null && state.isTroubled(now) ? state.guard(Client.UNKNOWN_PARTITION) : guard;
    }

    /** Returns whether records are held that may go to this partition as well, as only the client knows, and came before. */
    private static boolean isBehindUnknown(TopicQueue topic, int partition) {
        return partition != Client.UNKNOWN_PARTITION && topic.holds(Client.UNKNOWN_PARTITION);
    }

    /** Returns whether the topic still does not have the partition after its metadata were asked for again. */
    private boolean isMissing(TopicQueue topic, TopicView view, int partition, long now) {
        return partition >= view.metadata().partitions() && topic.isRefreshed(clients.metadataVersion(), now);
    }

    /** Returns why no record may go to this partition now; null if one may. */
    private Wait obstacle(TopicQueue topic, TopicState state, TopicView view, int partition, long now) {
        TopicMetadata metadata = view.metadata();
        Wait obstacle = null;
        if (partition >= metadata.partitions()) {
            if (!topic.holds(partition)) {
                // metadata that were asked for before say nothing of it
                topic.refreshed = TopicQueue.NEVER;
            }
            refresh(topic, view, now);
            obstacle = new Wait(WaitReason.PARTITION_DOES_NOT_EXIST, "partition " + partition + " of topic " + topic.topic
                    + ", which has " + metadata.partitions());
        } else if (partition != Client.UNKNOWN_PARTITION && !metadata.hasLeader(partition)) {
            refresh(topic, view, now);
            obstacle = new Wait(WaitReason.NO_LEADER, "a leader").because(Cause.noLeader(topic.topic, List.of(partition)));
        } else {
            PartitionGuard guard = state.guard(partition, now);
            if (guard != null && guard.isBlocked(now)) {
                obstacle = Wait.EARLIER_RECORDS;
            }
        }
        if (obstacle != null) {
            topic.obstacle(obstacle);
        }
        return obstacle;
    }

    private void refresh(TopicQueue topic, TopicView view, long now) {
        if (topic.mayRefresh(now)) {
            boolean asked = view.session().client().refresh(topic.topic);
            topic.refreshing(asked ? clients.metadataVersion() : TopicQueue.CANNOT, now);
        }
    }

    // ---- metadata

    /** Returns what the topic waits for; null if its records have ended. */
    private Wait metadataMissing(TopicQueue topic, TopicMetadata missing, ClientSession current) {
        KafkaException error = missing.error();
        if (error == null || KafkaErrors.mayPass(error)) {
            return current.client().waitForMetadata(topic.topic, missing);
        }
        KafkaException reason = KafkaErrors.reason(error);
        Failure failure = Failure.notSent(reason);
        if (KafkaErrors.concernsTopic(reason)) {
            topics.drainTo(topic, entry -> queue.endUnsent(entry, failure));
            return null;
        }
        if (FatalErrors.isFatal(error)) {
            queue.source().discard(current.client(), error);
        } else {
            queue.source().refused(current.client(), reason);
        }
        // it is said to one caller only, so all who wait are told
        topics.drainTo(entry -> queue.endUnsent(entry, failure));
        return null;
    }
}
