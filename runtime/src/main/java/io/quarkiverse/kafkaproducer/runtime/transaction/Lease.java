package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;

import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;

/** A slot of a pool, for one transaction. */
record Lease(TransactionPool pool, TransactionSlot slot) implements TransactionOwner {

    @Override
    public String transactionalId() {
        return slot.transactionalId();
    }

    @Override
    public Duration transactionTimeout() {
        return slot.transactionTimeout();
    }

    @Override
    public void release(SendQueue queue) {
        pool.giveBack(slot, queue);
    }

    @Override
    public void replaceClient(SendQueue queue, Throwable reason) {
        pool.renew(slot, queue, reason);
    }

    @Override
    public void execute(Runnable task) {
        pool.worker().execute(task);
    }
}
