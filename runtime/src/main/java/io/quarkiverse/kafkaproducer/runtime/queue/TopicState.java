package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One client's knowledge of a topic, and what its records have shown. The owner's. */
final class TopicState {

    /** The time that an answer of the client is used before it is asked again, which costs no request. */
    static final long TRUSTED = TimeUnit.SECONDS.toNanos(1);

    /** The shortest time from the first acknowledgment until the leaders of all partitions are taken to be there. */
    private static final long PROOF = TimeUnit.MILLISECONDS.toNanos(100);

    /** The time that a number of partitions is used without another question, after the brokers have confirmed it. */
    private static final long CONFIRMED = TimeUnit.MILLISECONDS.toNanos(250);

    private final ClientSession session;
    private final String topic;
    private final Map<Integer, PartitionGuard> guards = new HashMap<>();
    private volatile boolean refused;
    private volatile long refusedAt;
    /** The number of records with a guard in flight. */
    private int guardedInFlight;
    private TopicView view;
    /** The client's answer while nothing is known of the topic; null once something is. */
    private TopicMetadata missing;
    private int confirmedPartitions;
    private long confirmedAt;
    private boolean tried;
    private long triedAt;
    private boolean acknowledged;
    private long settledFrom;
    private boolean settled;
    /** The number of partitions with a first record in flight, besides those whose partition only the client knows. */
    private int firstsInFlight;

    // ---- partitions that were added, or had no leader, after the others had proved that they have one

    private TopicMetadata lastSeen;
    /** Null if there are none. */
    private BitSet fresh;
    private long freshAt;
    /** The first one of those added partitions into which the client may have put records that were meant for others. */
    private int addedFrom = Integer.MAX_VALUE;
    private long addedAt;

    TopicState(ClientSession session, String topic) {
        this.session = session;
        this.topic = topic;
    }

    /** Returns what is known, asking the client at most once a second; null if nothing is. */
    TopicView view(long now) {
        if (view != null && isTroubled(now)) {
            // a refusal says for sure that a record was not written only where nothing was tried again
            view = new TopicView(this, view.metadata(), session.client().retries(topic), view.validUntil());
        }
        if (view == null || now - view.validUntil() >= 0) {
            TopicMetadata metadata = session.client().metadata(topic);
            view = metadata.isKnown()
                    ? new TopicView(this, metadata, session.client().retries(topic), now + TRUSTED)
                    : null;
            missing = view == null ? metadata : null;
            if (view != null) {
                lookForFresh(metadata, now);
            }
        }
        return view;
    }

    private void lookForFresh(TopicMetadata metadata, long now) {
        if (lastSeen != null && lastSeen.partitions() < metadata.partitions()) {
            addedFrom = Math.min(addedFrom, lastSeen.partitions());
            addedAt = now;
            for (int added = lastSeen.partitions(); added < metadata.partitions(); added++) {
                fresh(added, now);
            }
        }
        BitSet leaderless = metadata.leaderless() == null && lastSeen != null ? lastSeen.leaderless() : metadata.leaderless();
        if (leaderless != null) {
            leaderless.stream().forEach(partition -> fresh(partition, now));
        }
        lastSeen = metadata;
    }

    private void fresh(int partition, long now) {
        if (fresh == null) {
            fresh = new BitSet();
        }
        fresh.set(partition);
        freshAt = now;
    }

    ClientSession session() {
        return session;
    }

    /** A broker has refused a record. Safe for any thread. */
    void refused(long now) {
        refusedAt = now;
        refused = true;
    }

    /**
     * Returns whether a record was refused a moment ago. The client then tries the batches behind it again, and where one of
     * those is refused as well, nobody knows whether its first attempt was written. So records go out group by group: the next
     * ones when the last ones have come back.
     */
    boolean isTroubled(long now) {
        return refused && now - refusedAt < TRUSTED;
    }

    /** Returns whether records of such a group are in flight. */
    boolean hasGuardedInFlight() {
        return guardedInFlight > 0;
    }

    void guardedInFlight(int more) {
        guardedInFlight += more;
    }

    /** Returns what the client said when nothing was known; null if something is. */
    TopicMetadata missing() {
        return missing;
    }

    /** The brokers have said again how many partitions it has. */
    void confirmed(int partitions, long now) {
        confirmedPartitions = partitions;
        confirmedAt = now;
    }

    /** Returns whether the brokers have just said again how many partitions it has. */
    boolean isConfirmed(int partitions, long now) {
        return partitions == confirmedPartitions && now - confirmedAt < CONFIRMED;
    }

    /** Metadata have come, perhaps of this topic. */
    void forget() {
        view = null;
    }

    boolean isKnown() {
        return view != null;
    }

    /** Returns the guard of a partition, or of those that only the client knows; null if it needs none any more. */
    PartitionGuard guard(int partition, long now) {
        return isGuarded(partition, now) ? guard(partition) : null;
    }

    boolean isGuarded(int partition, long now) {
        return !isSettled(now) && (!settled || partition != Client.UNKNOWN_PARTITION && fresh.get(partition));
    }

    PartitionGuard guard(int partition) {
        return guards.computeIfAbsent(partition, one -> new PartitionGuard(this, one));
    }

    /** Returns whether no partition needs a guard any more. */
    boolean isSettled(long now) {
        if (!settled && acknowledged && now - settledFrom >= 0
                && (firstsInFlight == 0 && !hasUnknownInFlight() || now - triedAt >= PartitionGuard.LONGEST)) {
            settled = true;
            // these have not shown yet that they have a leader
            guards.values().stream().filter(PartitionGuard::isFirstInFlight).forEach(guard -> fresh(guard.partition, now));
        }
        if (settled && fresh != null && now - freshAt >= PartitionGuard.LONGEST && firstsInFlight == 0) {
            fresh = null;
        }
        return settled && fresh == null;
    }

    /** Returns when records may go on that are held by a guard now, unless an acknowledgment comes before. */
    long nextIn(long now) {
        long open = tried ? triedAt + PartitionGuard.LONGEST - now : Long.MAX_VALUE;
        long proof = acknowledged && !settled ? settledFrom - now : Long.MAX_VALUE;
        return Math.min(open <= 0 ? Long.MAX_VALUE : open, proof <= 0 ? Long.MAX_VALUE : proof);
    }

    /** Returns whether nothing would be lost by forgetting it. */
    boolean isIdle() {
        return guards.values().stream().allMatch(PartitionGuard::isIdle);
    }

    // ---- for the guards

    /** Returns whether records whose partition only the client knows may still go to a new one. */
    boolean isYoung(long now) {
        return !settled && (!tried || now - triedAt < PartitionGuard.LONGEST);
    }

    boolean hasFirstInFlight() {
        return firstsInFlight > 0;
    }

    boolean hasUnknownInFlight() {
        PartitionGuard unknown = guards.get(Client.UNKNOWN_PARTITION);
        return unknown != null && !unknown.isIdle();
    }

    /**
     * Returns whether the client may have a record for this partition that was handed over before the partition was known: the
     * client knows of new ones a moment earlier.
     */
    boolean hasOlderInFlight(int partition, long now) {
        if (partition < addedFrom) {
            return false;
        }
        if (now - addedAt < PartitionGuard.LONGEST && session.hasOlder(this, lastSeen.partitions())) {
            return true;
        }
        addedFrom = Integer.MAX_VALUE;
        return false;
    }

    void firstsInFlight(int more) {
        firstsInFlight += more;
    }

    void tried(long now) {
        if (!tried) {
            tried = true;
            triedAt = now;
        }
    }

    void acknowledged(long now) {
        if (!acknowledged) {
            acknowledged = true;
            // where the broker was slow to lead one partition, it may be so with the others
            settledFrom = now + Math.max(PROOF, now - triedAt);
        }
    }
}
