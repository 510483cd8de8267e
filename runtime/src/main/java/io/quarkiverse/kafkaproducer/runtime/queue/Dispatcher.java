package io.quarkiverse.kafkaproducer.runtime.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.FatalErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.failure.WaitReason;

/**
 * What the owner of a {@link SendQueue} does: takes in what has arrived, ends what is past its deadline, lets in what waits
 * for room, and hands over to the client what can be handed over. Called by one thread at a time, save where it says otherwise.
 */
final class Dispatcher {

    /** Entries that have ended are swept out when they are more than those that have not, and this many. */
    private static final int FEW = 1024;
    /** Beyond this many, an empty queue of a topic is forgotten: names may be generated. */
    private static final int REMEMBERED = 1024;
    /** Records of one topic that are handed over before the next topic has its turn. */
    private static final int TURN = 64;
    /** Records of one topic that go out together, where they go out group by group. */
    private static final int GROUP = 512;
    private static final long NEVER = Long.MAX_VALUE;

    private final SendQueue queue;
    private final Clock clock;
    private final Wakeups wakeups;
    private final Deadlines deadlines;
    /** False where the client is not this queue's own: a transaction whose record was refused has failed as a whole. */
    private final boolean ownClient;

    private final Map<String, TopicQueue> topics = new HashMap<>();
    private final ArrayDeque<TopicQueue> ready = new ArrayDeque<>();
    private final Set<TopicQueue> blocked = new LinkedHashSet<>();
    /** No blocked topic is to be tried again before. */
    private long blockedDue;
    private final EntryList waitingForRoom = new EntryList();
    /** Entries in queues of topics and in {@link #waitingForRoom}, ended or not. */
    private int standing;
    /** Entries that the client has given back to be sent again. */
    private List<Entry> returned = new ArrayList<>();
    private long returnedDue;
    /** Of clients that have been replaced, until they are closed. */
    private final List<ClientSession> formerSessions = new ArrayList<>();
    /** The client has no room, or wants to be left alone for a moment. */
    private boolean clientFull;
    /** How often metadata have come. */
    private int metadataVersion;

    // ---- told by other threads

    private volatile ClientSession session;
    private volatile boolean metadataArrived;
    private volatile ClientCreationException creationFailure;
    private final Queue<Client> closedClients = new ConcurrentLinkedQueue<>();
    private volatile Failure aborted;
    private volatile boolean noMoreClients;

    Dispatcher(SendQueue queue, Clock clock, Wakeups wakeups, ClientSession session) {
        this.queue = queue;
        this.clock = clock;
        this.wakeups = wakeups;
        this.session = session;
        this.ownClient = session == null;
        this.deadlines = new Deadlines(clock.nanoTime());
    }

    /** Null while there is no client. Safe for any thread, as is what follows. */
    ClientSession session() {
        return session;
    }

    void metadataArrived() {
        metadataArrived = true;
    }

    void clientFailed(ClientCreationException failure) {
        creationFailure = failure;
    }

    void clientClosed(Client client) {
        closedClients.add(client);
    }

    /** What the client does not have ends, and whatever still comes. */
    void abort(Failure reason) {
        aborted = reason;
    }

    /** All clients are closed. */
    void noMoreClients() {
        noMoreClients = true;
    }

    // ---- the owner's

    /** Lets go of a client that is used by one queue after the other: it does not touch it any more. */
    void detach() {
        session = null;
    }

    /** Does what can be done now, and plans the rest. Returns how many records were handed over. */
    int work() {
        long now = clock.nanoTime();
        takeIn(now);
        seeToClients(now);
        if (aborted != null) {
            endAll(aborted);
        }
        if (deadlines.nextIn(now) <= 0) {
            expire(now);
        }
        if (!returned.isEmpty() && (now - returnedDue >= 0 || nothingInFlight())) {
            sendAgain();
        }
        if (queue.parked() > 0 || !waitingForRoom.isEmpty()) {
            letIn();
        }
        if (standing > 2 * (queue.capacity().records() + queue.parked()) + FEW) {
            sweep();
        }
        if (!blocked.isEmpty() && now - blockedDue >= 0) {
            retryBlocked(now);
        }
        clientFull = false;
        int handedOver = ready.isEmpty() ? 0 : handOver(now);
        planNext(now);
        return handedOver;
    }

    /** Returns whether there is more to hand over at once. */
    boolean hasMore() {
        return !ready.isEmpty() && !clientFull && session != null;
    }

    private boolean nothingInFlight() {
        ClientSession current = session;
        return current == null || current.inFlight() == 0;
    }

    // ---- what has arrived

    private void takeIn(long now) {
        Entry next = queue.mailbox().takeAll();
        while (next != null) {
            Entry entry = next;
            next = entry.next;
            entry.next = null;
            if (entry.guard != null) {
                guardLeft(entry, now);
            }
            Object state = entry.state();
            if (state == Entry.QUEUED) {
                watch(entry);
                enqueue(entry);
            } else if (state == Entry.PARKED) {
                watch(entry);
                waitingForRoom.add(entry);
                standing++;
            } else if (state == Entry.RETURNED) {
                if (returned.isEmpty()) {
                    returnedDue = now + SendQueue.BATCH_COMES_BACK;
                }
                entry.collected = true;
                entry.queue.returned = true;
                returned.add(entry);
            }
        }
        if (deadlines.size() > 2 * (queue.capacity().records() + queue.parked()) + FEW) {
            deadlines.sweep();
        }
    }

    private void watch(Entry entry) {
        if (entry.isWatched()) {
            deadlines.add(entry);
        }
    }

    private void enqueue(Entry entry) {
        TopicQueue topic = topics.get(entry.topic());
        if (topic == null) {
            topic = new TopicQueue(queue, entry.topic());
            topics.put(entry.topic(), topic);
        }
        entry.queue = topic;
        topic.entries.add(entry);
        standing++;
        if (topic.state == TopicQueue.State.IDLE || topic.state == TopicQueue.State.BLOCKED && topic.holdsAny()) {
            // what is held is for other partitions, perhaps
            makeReady(topic);
        }
    }

    /** The client has a first record of a partition no more. */
    private void guardLeft(Entry entry, long now) {
        Abandoned abandoned = entry.abandoned();
        RecordMetadata metadata = abandoned == null ? entry.metadata() : abandoned.metadata();
        entry.guard.givenBack(metadata == null ? Client.UNKNOWN_PARTITION : metadata.partition(), now);
        entry.guard = null;
        if (entry.queue.state == TopicQueue.State.BLOCKED) {
            makeReady(entry.queue);
        }
    }

    private void makeReady(TopicQueue topic) {
        if (topic.state == TopicQueue.State.BLOCKED) {
            blocked.remove(topic);
        }
        topic.state = TopicQueue.State.READY;
        topic.waitsFor(Wait.EARLIER_RECORDS);
        ready.addLast(topic);
    }

    private void makeAllReady() {
        for (TopicQueue topic : List.copyOf(blocked)) {
            makeReady(topic);
        }
    }

    private void letIn() {
        for (Entry first = waitingForRoom.first; first != null; first = waitingForRoom.first) {
            if (!first.isEnded()) {
                if (!queue.capacity().take(first.size())) {
                    return;
                }
                if (queue.letIn(first)) {
                    waitingForRoom.poll();
                    standing--;
                    enqueue(first);
                    continue;
                }
            }
            waitingForRoom.poll();
            standing--;
        }
    }

    // ---- clients

    private void seeToClients(long now) {
        ClientSession current = session;
        Client client = queue.source().client();
        if (current == null ? client != null && ownClient : current.client() != client) {
            if (current != null) {
                current.replaced(now);
                formerSessions.add(current);
            }
            current = client == null || !ownClient ? null : new ClientSession(client);
            session = current;
            topics.values().forEach(TopicQueue::releaseHeld);
            makeAllReady();
        }
        for (Client closed = closedClients.poll(); closed != null; closed = closedClients.poll()) {
            end(closed);
        }
        if (noMoreClients) {
            formerSessions.forEach(this::endInFlight);
            formerSessions.clear();
            if (current != null) {
                endInFlight(current);
            }
        }
        ClientCreationException failure = creationFailure;
        if (failure != null) {
            creationFailure = null;
            if (client == null) {
                endWaiting(Failure.noClient(failure));
            }
        }
        if (metadataArrived) {
            metadataArrived = false;
            metadataVersion++;
            if (current != null) {
                current.forgetMetadata();
            }
            makeAllReady();
        }
        if (current != null && current.inFlight() > 0) {
            Exception broken = current.diagnose(now);
            if (broken != null) {
                queue.source().discard(client, broken);
            }
        }
        if (current != null) {
            current.dropEnded();
        }
    }

    private void end(Client closed) {
        formerSessions.removeIf(former -> {
            if (former.client() != closed) {
                return false;
            }
            endInFlight(former);
            return true;
        });
        ClientSession current = session;
        if (current != null && current.client() == closed) {
            endInFlight(current);
        }
    }

    /** Its client is closed: what has not come back by a callback never will. */
    private void endInFlight(ClientSession ended) {
        Throwable reason = ended.client().failure();
        Failure failure = queue.isCutOff() || reason == null ? Failure.closed(queue.name(), Outcome.UNKNOWN)
                : Failure.withItsClient(reason);
        Failure untaken = notTakenBy(ended);
        ended.forEachLeft(entry -> {
            if (entry.isWithClient()) {
                queue.settle(entry, failure);
            } else {
                // the client should have given it back
                end(entry, untaken);
            }
        });
    }

    private static Failure notTakenBy(ClientSession ended) {
        Throwable reason = ended.client().failure();
        return Failure.becauseOfAnother(reason == null ? new KafkaException("The client was closed") : reason);
    }

    // ---- endings

    private void expire(long now) {
        // describing a wait asks the client's metrics: once for many
        Map<TopicQueue, Wait> waits = new HashMap<>();
        deadlines.takeExpired(now, entry -> queue.giveUp(entry, (wait, outcome) -> Failure.timeout(entry.timeoutNanos(),
                wait, outcome), waits));
    }

    /** Ends all that waits for the client now. */
    private void endWaiting(Failure failure) {
        for (TopicQueue topic : List.copyOf(topics.values())) {
            endWaiting(topic, failure);
        }
    }

    private void endWaiting(TopicQueue topic, Failure failure) {
        topic.drainTo(entry -> {
            standing--;
            end(entry, failure);
        });
    }

    private void end(Entry entry, Failure failure) {
        queue.giveUp(entry, (wait, outcome) -> outcome == Outcome.NOT_SENT ? failure : null);
    }

    /** Ends all that the client does not have, also what has been given to it and has not been taken. */
    private void endAll(Failure failure) {
        endWaiting(failure);
        for (Entry entry = waitingForRoom.poll(); entry != null; entry = waitingForRoom.poll()) {
            standing--;
            end(entry, failure);
        }
        returned.forEach(entry -> end(entry, failure));
        ClientSession current = session;
        if (current != null) {
            current.forEachNotTaken(entry -> end(entry, failure));
        }
    }

    private void sweep() {
        for (TopicQueue topic : topics.values()) {
            standing -= topic.sweep();
        }
        standing -= waitingForRoom.removeIf(Entry::isEnded);
    }

    // ---- sending again

    /** Whatever must keep its order with others. */
    private record OrderKey(String topic, Object key) {

        /** Returns null for a record that has no order. */
        static OrderKey of(Entry entry) {
            Object key = entry.keyOrPartition();
            if (key instanceof String text) {
                key = text.getBytes(StandardCharsets.UTF_8);
            }
            return key == null ? null : new OrderKey(entry.topic(), key instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : key);
        }
    }

    /** Puts what the client gave back in front of its topic's queue, save what a later record of its key has overtaken. */
    private void sendAgain() {
        List<Entry> given = returned;
        returned = new ArrayList<>();
        given.forEach(entry -> entry.queue.returned = false);
        Set<ClientSession> sessions = new LinkedHashSet<>();
        given.forEach(entry -> sessions.add(entry.view.session()));
        Map<TopicQueue, EntryList> again = new LinkedHashMap<>();
        for (ClientSession one : sessions) {
            boolean late = one != session && session != null && session.isUsed();
            for (Entry entry : one.takeReturned(OrderKey::of)) {
                if (entry.overtaken || late && entry.keyOrPartition() != null || entry.returned != null && !ownClient) {
                    end(entry, Failure.becauseOfAnother(entry.returned == null
                            ? new TimeoutException("The client did not take the record, and took a later one of its key")
                            : entry.returned));
                } else if (entry.move(Entry.RETURNED, Entry.QUEUED)) {
                    entry.queue = topics.computeIfAbsent(entry.topic(), topic -> entry.queue);
                    again.computeIfAbsent(entry.queue, topic -> new EntryList()).add(entry);
                }
                entry.returned = null;
                entry.collected = false;
                entry.overtaken = false;
            }
        }
        again.forEach((topic, entries) -> {
            standing += entries.size();
            // what is held may be of the same partition, and is later
            topic.releaseHeld();
            topic.entries.prepend(entries);
            if (topic.state != TopicQueue.State.READY) {
                makeReady(topic);
            }
        });
    }

    // ---- handing over

    private int handOver(long now) {
        ClientSession current = session;
        if (current != null && !formerSessions.isEmpty() && isHeldUpByFormer(now)) {
            ready.forEach(topic -> topic.waitsFor(Wait.EARLIER_RECORDS));
            // looks again in a moment
            clientFull = true;
            return 0;
        }
        if (current == null) {
            if (aborted == null) {
                ready.forEach(topic -> topic.waitsFor(queue.source().waitForClient()));
                queue.source().connect();
            }
            return 0;
        }
        int moved = 0;
        int turns = ready.size();
        while (moved < SendQueue.MOST_AT_ONCE && !clientFull && turns-- > 0) {
            TopicQueue topic = ready.poll();
            boolean done = false;
            try {
                moved += handOver(topic, current, now);
                done = true;
            } finally {
                if (!done) {
                    // an error of the client's must not leave it out
                    ready.addLast(topic);
                }
            }
            if (queue.source().client() != current.client()) {
                // replaced meanwhile; the new one is asked from the beginning
                clientFull = true;
            }
        }
        return moved;
    }

    /**
     * Returns whether a former client may still write what it has: a later record of the same key must not go out before. It
     * is closed, so that takes a moment; if it takes longer, what it has ends as unknown.
     */
    private boolean isHeldUpByFormer(long now) {
        for (ClientSession former : formerSessions) {
            if (former.inFlight() > 0 && !former.isGivenUp()) {
                if (now - former.replacedAt() < PartitionGuard.LONGEST) {
                    return true;
                }
                former.giveUp();
                Failure untaken = notTakenBy(former);
                Failure unknown = Failure.withItsClient(untaken.cause());
                former.forEachLeft(entry -> queue.giveUp(entry,
                        (wait, outcome) -> outcome == Outcome.UNKNOWN ? unknown : untaken));
            }
        }
        return false;
    }

    /** The topic has its turn, after which it is ready, blocked or idle again. */
    private int handOver(TopicQueue topic, ClientSession current, long now) {
        if (topic.returned) {
            // later records must not overtake what is sent again in a moment
            block(topic, Wait.EARLIER_RECORDS, now, Math.max(0, returnedDue - now));
            return 0;
        }
        TopicState state = current.topic(topic.topic);
        TopicView view = state.view(now);
        int moved = 0;
        Wait obstacle;
        boolean troubled = state.isTroubled(now);
        if (view == null) {
            obstacle = metadataMissing(topic, state.missing(), current);
        } else if (troubled && state.hasGuardedInFlight()) {
            obstacle = Wait.EARLIER_RECORDS;
        } else {
            int most = troubled ? GROUP : TURN;
            obstacle = null;
            boolean more = false;
            topic.partitions(view.metadata().partitions());
            for (int partition : topic.partitionsHeld()) {
                int turn = handOverHeld(topic, partition, state, view, now);
                more |= turn >= TURN;
                moved += turn;
            }
            while (moved < most && !clientFull && !topic.entries.isEmpty()) {
                moved += handOverFirst(topic, state, view, now);
            }
            if (topic.entries.isEmpty() && !more) {
                obstacle = topic.obstacle();
            }
            if (moved > 0) {
                topic.goesOn();
            }
        }
        if (clientFull) {
            topic.waitsFor(Wait.BUFFER_SPACE);
        }
        if (topic.isEmpty()) {
            rest(topic);
        } else if (obstacle != null && !clientFull) {
            block(topic, obstacle, now, state.nextIn(now));
        } else {
            topic.state = TopicQueue.State.READY;
            ready.addLast(topic);
        }
        return moved;
    }

    /** Hands over the first record of a topic, or has it wait for its partition, or drops it. Returns 1. */
    private int handOverFirst(TopicQueue topic, TopicState state, TopicView view, long now) {
        Entry entry = topic.entries.first;
        ProducerRecord<Object, byte[]> record = entry.record();
        if (record == null || isPastDeadline(entry, now)) {
            drop(topic.entries);
            return 1;
        }
        int partition = partitionToGuard(topic, state, view, record, now);
        if (partition >= view.metadata().partitions() && state.isConfirmed(view.metadata().partitions(), now)) {
            drop(topic.entries);
            end(entry, Failure.unknownPartition(partition, view.metadata().partitions()));
            return 1;
        }
        if (partition != NONE && (topic.holds(partition) || obstacle(topic, state, view, partition, now) != null)) {
            topic.entries.poll();
            topic.hold(partition, entry);
            return 1;
        }
        return give(topic.entries, view, guard(state, partition, now), now);
    }

    /** Returns what has to be told when the record comes back; null if nothing has. */
    private static PartitionGuard guard(TopicState state, int partition, long now) {
        PartitionGuard guard = partition == NONE ? null : state.guard(partition, now);
        return guard == null && state.isTroubled(now) ? state.guard(Client.UNKNOWN_PARTITION) : guard;
    }

    private static final int NONE = Integer.MIN_VALUE;

    /** Returns the partition that has to be looked at before the record goes out; {@link #NONE} if none has. */
    private int partitionToGuard(TopicQueue topic, TopicState state, TopicView view, ProducerRecord<Object, byte[]> record,
            long now) {
        int partitions = view.metadata().partitions();
        Integer chosen = record.partition();
        if (chosen != null && chosen >= partitions) {
            return chosen;
        }
        boolean free = state.isSettled(now) && view.metadata().leaderless() == null && !topic.holdsAny();
        return free ? NONE : view.session().client().partition(record, partitions);
    }

    private int handOverHeld(TopicQueue topic, int partition, TopicState state, TopicView view, long now) {
        EntryList held = topic.heldOf(partition);
        int moved = 0;
        while (moved < TURN && !clientFull && !held.isEmpty()) {
            Entry entry = held.first;
            if (entry.record() == null || isPastDeadline(entry, now)) {
                drop(held);
            } else if (isMissing(topic, view, partition, now)) {
                held.poll();
                standing--;
                state.confirmed(view.metadata().partitions(), now);
                end(entry, Failure.unknownPartition(partition, view.metadata().partitions()));
            } else if (obstacle(topic, state, view, partition, now) != null) {
                break;
            } else {
                give(held, view, guard(state, partition, now), now);
            }
            moved++;
        }
        topic.dropIfEmpty(partition);
        return moved;
    }

    /** Returns whether the topic still does not have the partition after its metadata were asked for again. */
    private boolean isMissing(TopicQueue topic, TopicView view, int partition, long now) {
        return partition >= view.metadata().partitions() && topic.isRefreshed(metadataVersion, now);
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
            obstacle = new Wait(WaitReason.NO_LEADER, "a leader of partition " + partition + " of topic " + topic.topic);
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
            topic.refreshing(asked ? metadataVersion : TopicQueue.CANNOT, now);
        }
    }

    private boolean isPastDeadline(Entry entry, long now) {
        if (now - entry.deadlineNanos() < 0) {
            return false;
        }
        // its sender will not wait for it, and can be told for sure that it was not sent
        queue.expire(entry);
        return true;
    }

    private void drop(EntryList entries) {
        entries.poll();
        standing--;
    }

    /** Hands the first entry to the client, if that has room. Returns how many were handed over. */
    private int give(EntryList entries, TopicView view, PartitionGuard guard, long now) {
        Entry entry = entries.first;
        ClientSession to = view.session();
        if (to.client().failure() != null || !to.client().hasRoom(entry.size(), to.inFlight())) {
            clientFull = true;
            return 0;
        }
        entries.poll();
        standing--;
        entry.view = view;
        entry.guard = guard;
        if (guard != null) {
            guard.handedOver(now);
        }
        to.enter(entry);
        to.client().send(entry);
        if (entry.state() == Entry.RETURNED) {
            // no later record may overtake it
            clientFull = true;
        }
        return 1;
    }

    private Wait metadataMissing(TopicQueue topic, TopicMetadata missing, ClientSession current) {
        KafkaException error = missing.error();
        if (error == null || KafkaErrors.mayPass(error)) {
            return current.client().waitForMetadata(topic.topic, missing);
        }
        KafkaException reason = KafkaErrors.reason(error);
        if (FatalErrors.isFatal(error)) {
            queue.source().discard(current.client(), error);
        } else {
            queue.source().refused(current.client(), reason);
        }
        if (KafkaErrors.concernsTopic(reason)) {
            endWaiting(topic, Failure.notSent(reason));
        } else {
            // it is said to one caller only, so all who wait are told
            endWaiting(Failure.notSent(reason));
        }
        return null;
    }

    private void block(TopicQueue topic, Wait obstacle, long now, long atMost) {
        topic.state = TopicQueue.State.BLOCKED;
        topic.waitsFor(obstacle);
        topic.retryLater(now, atMost);
        if (blocked.isEmpty() || topic.retryAt - blockedDue < 0) {
            blockedDue = topic.retryAt;
        }
        blocked.add(topic);
    }

    private void rest(TopicQueue topic) {
        topic.state = TopicQueue.State.IDLE;
        topic.refreshed = TopicQueue.NEVER;
        if (topics.size() > REMEMBERED) {
            topics.remove(topic.topic, topic);
        }
    }

    private void retryBlocked(long now) {
        long next = NEVER;
        for (TopicQueue topic : List.copyOf(blocked)) {
            long left = topic.retryAt - now;
            if (left <= 0) {
                makeReady(topic);
            } else {
                next = Math.min(next, left);
            }
        }
        if (next != NEVER) {
            blockedDue = now + next;
        }
    }

    SendQueue.Remains remains() {
        return new SendQueue.Remains(topics.size(), standing, deadlines.size(), returned.size(), formerSessions.size());
    }

    // ---- what is due next

    private void planNext(long now) {
        long next = deadlines.nextIn(now);
        if (!blocked.isEmpty()) {
            next = Math.min(next, blockedDue - now);
        }
        if (!returned.isEmpty()) {
            next = Math.min(next, returnedDue - now);
        }
        if (clientFull) {
            next = Math.min(next, SendQueue.BUFFER_LOOK);
        }
        ClientSession current = session;
        if (current != null && current.inFlight() > 0) {
            next = Math.min(next, current.diagnoseIn(now));
        }
        if (next != NEVER) {
            wakeups.wakeBy(now + Math.max(0, next));
        }
    }
}
