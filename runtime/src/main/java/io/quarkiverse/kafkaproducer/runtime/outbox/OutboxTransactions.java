package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.List;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Finds the buffer of the current transaction, which it makes at the first send. */
final class OutboxTransactions {

    private final TransactionSynchronizationRegistry registry;
    private final OutboxStore store;

    OutboxTransactions(TransactionSynchronizationRegistry registry, OutboxStore store) {
        this.registry = registry;
        this.store = store;
    }

    /** @throws IllegalStateException if nothing can be sent */
    void check() {
        int status = registry.getTransactionStatus();
        switch (status) {
            case Status.STATUS_ACTIVE, Status.STATUS_MARKED_ROLLBACK -> {
                // goes on
            }
            case Status.STATUS_NO_TRANSACTION -> throw new IllegalStateException("There is no active transaction: an outbox "
                    + "sends with the transaction that the application's data is changed in. Annotate the method with "
                    + "@Transactional, or send by a Producer");
            case Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLING_BACK -> throw new IllegalStateException("The transaction has "
                    + "been rolled back already, perhaps as it took longer than its timeout: nothing can be sent with it");
            default -> throw new IllegalStateException("The transaction is being completed: an outbox can send with it until "
                    + "then, for example in Synchronization.beforeCompletion");
        }
    }

    /** Adds rows to the transaction. Has no effect in one that is marked rollback-only. */
    void add(List<OutboxRow> rows) {
        check();
        if (registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            return;
        }
        TransactionBuffer buffer = (TransactionBuffer) registry.getResource(this);
        if (buffer == null) {
            buffer = new TransactionBuffer(registry, store);
            registry.putResource(this, buffer);
        }
        buffer.add(rows);
    }
}
