package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/**
 * Does the work of a {@link SendQueue}'s owner: takes in new entries, looks after the clients, ends entries past their
 * deadlines, lets in those that wait for room, hands over, and plans the next look. Called by one thread at a time, save where
 * it says otherwise.
 */
final class Dispatcher {

    /** Entries that have ended are swept out when they are more than those that have not, and this many. */
    private static final int FEW = 1024;

    private final SendQueue queue;
    private final Clock clock;
    private final Wakeups wakeups;
    private final Deadlines deadlines;
    private final TopicQueues topics;
    private final ClientSessions clients;
    private final ReturnedEntries returned;
    private final DoubtfulEntries doubtful;
    private final Drainer drainer;
    private final EntryList waitingForRoom = new EntryList();
    /** Set by another thread. */
    private volatile Failure aborted;

    /** @param session of a client that is not the queue's own; else null */
    Dispatcher(SendQueue queue, Clock clock, Wakeups wakeups, ClientSession session) {
        this.queue = queue;
        this.clock = clock;
        this.wakeups = wakeups;
        this.deadlines = new Deadlines(clock.nanoTime());
        this.topics = new TopicQueues(queue);
        this.clients = new ClientSessions(queue, topics, session);
        this.returned = new ReturnedEntries(queue, topics, clients);
        this.doubtful = new DoubtfulEntries(queue);
        this.drainer = new Drainer(queue, topics, clients, returned);
    }

    /** Hears what happens to clients, from any thread. */
    ClientSessions clients() {
        return clients;
    }

    /** Takes entries that the client has, perhaps, from any thread. */
    DoubtfulEntries doubtful() {
        return doubtful;
    }

    /** Ends all entries that the client does not have, and all that still come. Safe for any thread. */
    void abort(Failure reason) {
        aborted = reason;
    }

    // ---- the owner's

    /** Does what can be done now, and plans the rest. Returns how many records were handed over. */
    int work() {
        long now = clock.nanoTime();
        takeIn(now);
        clients.see(now);
        if (aborted != null) {
            endAll(aborted);
        }
        if (deadlines.nextIn(now) <= 0) {
            expire(now);
        }
        doubtful.settle(now);
        returned.sendAgain(now);
        if (queue.parked() > 0 || !waitingForRoom.isEmpty()) {
            letIn();
        }
        sweep();
        topics.retryBlocked(now);
        int handedOver = drainer.drain(now, aborted == null);
        planNext(now);
        return handedOver;
    }

    /** Returns whether there is more to hand over at once. */
    boolean hasMore() {
        return drainer.hasMore();
    }

    SendQueue.Remains remains() {
        return new SendQueue.Remains(topics.size(), topics.standing() + waitingForRoom.size(), deadlines.size(),
                returned.size(), clients.former());
    }

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
                topics.enqueue(entry);
            } else if (state == Entry.PARKED) {
                watch(entry);
                waitingForRoom.add(entry);
            } else if (state == Entry.RETURNED) {
                returned.add(entry, now);
            }
        }
    }

    /** The client does not have a record any more whose partition has a guard. */
    private void guardLeft(Entry entry, long now) {
        Abandoned abandoned = entry.abandoned();
        RecordMetadata metadata = abandoned == null ? entry.metadata() : abandoned.metadata();
        entry.guard.givenBack(metadata == null ? Client.UNKNOWN_PARTITION : metadata.partition(), now);
        entry.guard = null;
        topics.unblock(entry.queue);
    }

    private void watch(Entry entry) {
        if (entry.isWatched()) {
            deadlines.add(entry);
        }
    }

    /** First come, first served: a large one is waited for by those behind it. */
    private void letIn() {
        for (Entry first = waitingForRoom.first; first != null; first = waitingForRoom.first) {
            boolean ended = first.isEnded();
            if (!ended && !queue.capacity().take(first.size())) {
                return;
            }
            waitingForRoom.poll();
            if (!ended && queue.letIn(first)) {
                topics.enqueue(first);
            }
        }
    }

    private void expire(long now) {
        // describing a wait asks the client's metrics: once for many
        Map<TopicQueue, Wait> waits = new HashMap<>();
        deadlines.takeExpired(now, entry -> queue.giveUp(entry, (wait, outcome) -> Failure.timeout(entry.timeoutNanos(),
                wait, outcome), waits));
    }

    /** Ends all that the client does not have, also what has been given to it and has not been taken. */
    private void endAll(Failure failure) {
        topics.drainTo(entry -> queue.endUnsent(entry, failure));
        for (Entry entry = waitingForRoom.poll(); entry != null; entry = waitingForRoom.poll()) {
            queue.endUnsent(entry, failure);
        }
        returned.forEach(entry -> queue.endUnsent(entry, failure));
        ClientSession current = clients.current();
        if (current != null) {
            current.forEachNotTaken(entry -> queue.endUnsent(entry, failure));
        }
    }

    /** Drops entries that have ended, where they are many. */
    private void sweep() {
        int many = 2 * (queue.capacity().records() + queue.parked()) + FEW;
        if (topics.standing() + waitingForRoom.size() > many) {
            topics.sweep();
            waitingForRoom.removeIf(Entry::isEnded);
        }
        if (deadlines.size() > many) {
            deadlines.sweep();
        }
    }

    private void planNext(long now) {
        long next = Math.min(Math.min(deadlines.nextIn(now), topics.nextIn(now)),
                Math.min(returned.nextIn(now), doubtful.nextIn(now)));
        next = Math.min(next, Math.min(drainer.nextIn(), clients.nextIn(now)));
        if (next != Long.MAX_VALUE) {
            wakeups.wakeBy(now + Math.max(0, next));
        }
    }
}
