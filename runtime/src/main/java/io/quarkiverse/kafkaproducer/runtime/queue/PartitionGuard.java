package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.concurrent.TimeUnit;

/**
 * Lets the first records of a partition out alone. A broker that has just been told of a new partition refuses the first
 * batch, as it does not lead it yet. It may accept the second one, which is on its way already, and then refuses the first
 * one for ever, as out of order; the Kafka client tries that again until the delivery timeout has passed. So there is at most
 * one record of a partition in flight until the first has been acknowledged. The owner's.
 */
final class PartitionGuard {

    /** Records whose partition only the client knows are held up no longer than this, and hold up others no longer. */
    static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

    /** {@link Client#UNKNOWN_PARTITION} for all records whose partition only the client knows. */
    final int partition;
    private final TopicState topic;
    private int inFlight;
    private boolean proven;

    PartitionGuard(TopicState topic, int partition) {
        this.topic = topic;
        this.partition = partition;
    }

    boolean isBlocked(long now) {
        if (proven || !topic.isGuarded(partition, now)) {
            return false;
        }
        if (partition == Client.UNKNOWN_PARTITION) {
            return (inFlight > 0 || topic.hasFirstInFlight()) && topic.isYoung(now);
        }
        return inFlight > 0 || topic.hasUnknownInFlight() && topic.isYoung(now) || topic.hasOlderInFlight(partition, now);
    }

    boolean isIdle() {
        return inFlight == 0;
    }

    void handedOver(long now) {
        boolean before = isFirstInFlight();
        inFlight++;
        topic.guardedInFlight(1);
        topic.tried(now);
        count(before);
    }

    /** @param writtenTo the partition that has acknowledged it; {@link Client#UNKNOWN_PARTITION} if none has */
    void givenBack(int writtenTo, long now) {
        boolean before = isFirstInFlight();
        inFlight--;
        topic.guardedInFlight(-1);
        count(before);
        if (writtenTo != Client.UNKNOWN_PARTITION) {
            // the next record without a known partition may go to another one
            topic.guard(writtenTo).proven();
            topic.acknowledged(now);
        }
    }

    private void proven() {
        boolean before = isFirstInFlight();
        proven = true;
        count(before);
    }

    /** Returns whether the client has its first record. */
    boolean isFirstInFlight() {
        return inFlight > 0 && !proven && partition != Client.UNKNOWN_PARTITION;
    }

    private void count(boolean before) {
        boolean after = isFirstInFlight();
        if (before != after) {
            topic.firstsInFlight(after ? 1 : -1);
        }
    }
}
