package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.Collection;

/** The way in which rows that have been read get to Kafka. Used by the relay's thread alone. */
interface Publishing {

    /** Sends chains of rows. Each row ends in {@link RowOutcomes}, or is left in the table. */
    void publish(Collection<Chain> chains);

    /** Returns whether enough is on its way for now. */
    boolean isFull();

    /** Returns whether nothing is on its way. */
    boolean isIdle();

    /** Returns whether keys are on their way that nobody else must send meanwhile, though their lane goes on without them. */
    boolean holdsKeys();

    /** Returns whether a row of this key is on its way. */
    boolean isOnItsWay(RowKey key);

    /** Returns the keys on their way that their lanes do not wait for. */
    Collection<RowKey> detachedKeys();

    /** Returns whether {@link #detachLong} has something to look at. */
    boolean isLookWanted(long now);

    /** Has lanes go on without what is long on its way. */
    void detachLong(long now);

    /** Has no lane wait any more: the claims are lost, and what is on its way ends by itself. */
    void detachAll();

    /** Begins nothing any more. */
    void close();
}
