package io.quarkiverse.kafkaproducer.outbox;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks at the outbox table and helps where a key is blocked. It sees what is committed, of all replicas, and never takes
 * part in a transaction of the caller: what it does is done when it returns.
 * <p>
 * Every method asks the database and blocks, so none is for an event loop. All may be called by any number of threads, and
 * throw an {@link IllegalStateException} whose cause is the database's exception where it cannot be asked.
 */
public interface OutboxMonitor {

    /**
     * Counts the committed records that are not published yet, those of blocked keys among them.
     *
     * @return zero or more
     */
    long pending();

    /**
     * Returns how long the oldest record that is not published has been waiting, by the clock of the database.
     *
     * @return empty if there is none
     */
    Optional<Duration> oldest();

    /**
     * Returns the records that have failed at least twice, each of which holds back the later records of its key, or is parked
     * alone with {@code on-refused=park}.
     *
     * @return in the order of their rows, at most 1000 of them
     */
    List<BlockedKey> blocked();

    /**
     * Has a blocked record tried again now, rather than when its time has come: at once by this application, within a poll
     * interval by other replicas.
     *
     * @param id the record, as {@link BlockedKey#id()} and its header name it
     * @throws NoSuchElementException if there is no such record, perhaps as it is published by now
     */
    void retry(UUID id);

    /**
     * Deletes a record, so that it is never published, and lets its key go on. A copy that is on its way to Kafka in this very
     * moment may still arrive.
     *
     * @param id the record, as {@link BlockedKey#id()} and its header name it
     * @throws NoSuchElementException if there is no such record, perhaps as it is published by now
     */
    void discard(UUID id);

    /**
     * Waits until no committed record is left to be published.
     *
     * @param timeout how long to wait at most, not negative; zero only looks
     * @return false if there are still some when the time is over, or if the thread is interrupted, whose flag stays set
     */
    boolean awaitEmpty(Duration timeout);
}
