package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;

/**
 * The place that a transaction got its client from. It ends with {@link #release} or {@link #replaceClient}, once, save where
 * it was cut off.
 */
interface TransactionOwner {

    /** Returns the id of its client, for messages. */
    String transactionalId();

    /** Returns after which time the broker ends the transaction, for messages. */
    Duration transactionTimeout();

    /** The transaction has ended, and its client can begin another one. */
    void release(SendQueue queue);

    /** The transaction has ended, and nothing can begin with its client: another one takes its place, and its id. */
    void replaceClient(SendQueue queue, Throwable reason);

    /**
     * Runs what waits for the broker, on a worker.
     *
     * @throws RejectedExecutionException if the application ends
     */
    void execute(Runnable task);
}
