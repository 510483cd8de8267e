package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/** The records of one topic that wait to be handed over, in the order in which they came. The owner's. */
final class TopicQueue {

    enum State {
        /** Has nothing to hand over. */
        IDLE,
        /** Waits for its turn. */
        READY,
        /** Has records that cannot be handed over now, and tries again by and by. */
        BLOCKED
    }

    /** The client tells when metadata arrive; asking again is for requests that were lost and topics that appear later. */
    private static final long FIRST_BACKOFF = TimeUnit.MILLISECONDS.toNanos(20);
    static final long LAST_BACKOFF = TimeUnit.MILLISECONDS.toNanos(250);
    static final int NEVER = -1;
    static final int CANNOT = -2;

    final SendQueue owner;
    final String topic;
    final EntryList entries = new EntryList();
    /** Records that wait for a partition, by the partition. Null if there are none. */
    private Map<Integer, EntryList> held;
    /** Records that the client has given back are sent again in a moment. */
    boolean returned;
    State state = State.IDLE;
    long retryAt;
    private long backoff;
    /** The count of metadata when they were asked for again; {@link #NEVER} if they were not, or {@link #CANNOT} be. */
    int refreshed = NEVER;
    private int partitions;
    private boolean everRefreshed;
    private long refreshedAt;
    private long answeredFrom;
    private boolean unplaced;
    private long unplacedSince;
    private long unplacedLast;
    private Wait obstacle;
    /** Read by senders that give up. */
    private volatile Wait wait = Wait.CLIENT;

    TopicQueue(SendQueue owner, String topic) {
        this.owner = owner;
        this.topic = topic;
    }

    Wait waitsFor() {
        return wait;
    }

    void waitsFor(Wait what) {
        if (wait != what) {
            wait = what;
        }
    }

    boolean isEmpty() {
        return entries.isEmpty() && held == null;
    }

    void retryLater(long now, long atMost) {
        backoff = backoff == 0 ? FIRST_BACKOFF : Math.min(backoff * 2, LAST_BACKOFF);
        retryAt = now + Math.min(backoff, atMost);
    }

    void goesOn() {
        backoff = 0;
    }

    /** Returns whether metadata may be asked for again now. */
    boolean mayRefresh(long now) {
        return !everRefreshed || now - refreshedAt >= LAST_BACKOFF;
    }

    /** @param version how often metadata had come by then; {@link #CANNOT} if they cannot be asked for */
    void refreshing(int version, long now) {
        if (refreshed == NEVER) {
            refreshed = version;
            answeredFrom = now + LAST_BACKOFF;
        }
        everRefreshed = true;
        refreshedAt = now;
    }

    /**
     * Returns whether the metadata that were asked for have come, or cannot be asked for. What comes first may be those of
     * another topic, so it waits a little longer. Where the topic has had no turn for a while, they have to be asked for again.
     */
    boolean isRefreshed(int version, long now) {
        if (now - refreshedAt >= TopicState.TRUSTED && refreshed != CANNOT) {
            refreshed = NEVER;
        }
        return refreshed == CANNOT || refreshed != NEVER && refreshed != version && now - answeredFrom >= 0;
    }

    /**
     * The client does not know where to put a record, which an interceptor meant for another topic, as a rule. Returns whether
     * later records wait for it, which they do for a second at most.
     */
    boolean isHeldUpByUnplaced(long now) {
        if (!unplaced || now - unplacedLast > PartitionGuard.LONGEST) {
            unplaced = true;
            unplacedSince = now;
        }
        unplacedLast = now;
        return now - unplacedSince < PartitionGuard.LONGEST - LAST_BACKOFF;
    }

    // ---- partitions that hold records up

    /** Notes the number of partitions. If it has changed, held records may belong to other ones. */
    void partitions(int number) {
        if (partitions != number) {
            partitions = number;
            releaseHeld();
        }
    }

    /** Why records are held; null if none are. */
    Wait obstacle() {
        return held == null ? null : obstacle;
    }

    void obstacle(Wait latest) {
        obstacle = latest;
    }

    boolean holdsAny() {
        return held != null;
    }

    boolean holds(int partition) {
        return held != null && held.containsKey(partition);
    }

    void hold(int partition, Entry entry) {
        if (held == null) {
            held = new LinkedHashMap<>();
        }
        held.computeIfAbsent(partition, one -> new EntryList()).add(entry);
    }

    int[] partitionsHeld() {
        return held == null ? new int[0] : held.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    EntryList heldOf(int partition) {
        return held.get(partition);
    }

    void dropIfEmpty(int partition) {
        if (held.get(partition).isEmpty()) {
            held.remove(partition);
            if (held.isEmpty()) {
                held = null;
            }
        }
    }

    /** Moves what is held back in front, each partition's records in their order: the partitions may be others now. */
    void releaseHeld() {
        if (held != null) {
            held.values().forEach(entries::prepend);
            held = null;
        }
    }

    /** Takes out everything. */
    void drainTo(Consumer<Entry> action) {
        releaseHeld();
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            action.accept(entry);
        }
    }

    /** Drops those that have ended; returns how many. */
    int sweep() {
        int swept = entries.removeIf(Entry::isEnded);
        for (int partition : partitionsHeld()) {
            swept += heldOf(partition).removeIf(Entry::isEnded);
            dropIfEmpty(partition);
        }
        return swept;
    }
}
