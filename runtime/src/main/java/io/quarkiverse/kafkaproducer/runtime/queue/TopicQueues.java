package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/**
 * The queues of all topics: one a topic, so that a topic in trouble delays no other. Those with something to hand over take
 * turns; those that cannot hand over now are tried again by and by. The owner's.
 */
final class TopicQueues {

    /** Beyond this many, an empty queue of a topic is forgotten: names may be generated. */
    private static final int REMEMBERED = 1024;
    private static final long NEVER = Long.MAX_VALUE;

    private final SendQueue owner;
    private final Map<String, TopicQueue> topics = new HashMap<>();
    private final ArrayDeque<TopicQueue> ready = new ArrayDeque<>();
    private final Set<TopicQueue> blocked = new LinkedHashSet<>();
    /** The time before which no blocked topic is tried again. */
    private long blockedDue;
    /** Entries that stand in the queues, ended or not. */
    private int standing;

    TopicQueues(SendQueue owner) {
        this.owner = owner;
    }

    int size() {
        return topics.size();
    }

    int standing() {
        return standing;
    }

    // ---- entries

    void enqueue(Entry entry) {
        TopicQueue topic = topics.get(entry.topic());
        if (topic == null) {
            topic = new TopicQueue(owner, entry.topic());
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

    /** Returns the queue of a topic, which is this one if there is none. */
    TopicQueue queueOf(TopicQueue topic) {
        return topics.computeIfAbsent(topic.topic, one -> topic);
    }

    /** Puts entries in front of all others of their topic. */
    void prepend(TopicQueue topic, EntryList entries) {
        standing += entries.size();
        // what is held may be of the same partition, and is later
        topic.releaseHeld();
        topic.entries.prepend(entries);
        if (topic.state != TopicQueue.State.READY) {
            makeReady(topic);
        }
    }

    /** Takes the first entry out of a queue, or of what it holds for a partition. */
    Entry poll(EntryList entries) {
        standing--;
        return entries.poll();
    }

    /** Takes out everything. */
    void drainTo(Consumer<Entry> action) {
        for (TopicQueue topic : List.copyOf(topics.values())) {
            drainTo(topic, action);
        }
    }

    /** Takes out everything of a topic. */
    void drainTo(TopicQueue topic, Consumer<Entry> action) {
        topic.drainTo(entry -> {
            standing--;
            action.accept(entry);
        });
    }

    /** Drops entries that have ended. */
    void sweep() {
        for (TopicQueue topic : topics.values()) {
            standing -= topic.sweep();
        }
    }

    // ---- turns

    boolean nothingReady() {
        return ready.isEmpty();
    }

    int ready() {
        return ready.size();
    }

    /** Returns the topic whose turn it is, which {@link #goesOn}, is {@link #block}ed, or {@link #rest}s afterwards. */
    TopicQueue poll() {
        return ready.poll();
    }

    void goesOn(TopicQueue topic) {
        topic.state = TopicQueue.State.READY;
        ready.addLast(topic);
    }

    void block(TopicQueue topic, Wait obstacle, long now, long atMost) {
        topic.state = TopicQueue.State.BLOCKED;
        topic.waitsFor(obstacle);
        topic.retryLater(now, atMost);
        if (blocked.isEmpty() || topic.retryAt - blockedDue < 0) {
            blockedDue = topic.retryAt;
        }
        blocked.add(topic);
    }

    void rest(TopicQueue topic) {
        topic.state = TopicQueue.State.IDLE;
        topic.refreshed = TopicQueue.NEVER;
        if (topics.size() > REMEMBERED) {
            topics.remove(topic.topic, topic);
        }
    }

    /** A blocked topic may go on. */
    void unblock(TopicQueue topic) {
        if (topic.state == TopicQueue.State.BLOCKED) {
            makeReady(topic);
        }
    }

    /** Lets all blocked topics go on. */
    void unblockAll() {
        List.copyOf(blocked).forEach(this::makeReady);
    }

    /** Releases held records: there is another client, which perhaps knows other partitions. */
    void releaseHeld() {
        topics.values().forEach(TopicQueue::releaseHeld);
        unblockAll();
    }

    /** Blocked topics whose time has come are tried again. */
    void retryBlocked(long now) {
        if (blocked.isEmpty() || now - blockedDue < 0) {
            return;
        }
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

    /** Returns in how many nanoseconds a blocked topic is tried again, {@link Long#MAX_VALUE} if none is. */
    long nextIn(long now) {
        return blocked.isEmpty() ? NEVER : blockedDue - now;
    }

    void waitFor(Wait what) {
        ready.forEach(topic -> topic.waitsFor(what));
    }

    private void makeReady(TopicQueue topic) {
        if (topic.state == TopicQueue.State.BLOCKED) {
            blocked.remove(topic);
        }
        // what it waited for is what is known until it has had its turn
        topic.state = TopicQueue.State.READY;
        ready.addLast(topic);
    }
}
