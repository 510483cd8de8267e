package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.ArrayList;
import java.util.List;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * The rows that one transaction has sent. They are written as late as possible, so that the locks of the application's own
 * rows are held when their ids are drawn: after whatever else is done before completion, Hibernate's flush among it.
 * <p>
 * Synchronizations are called in the order of their registration, the interposed ones after all others, and one may register
 * another while they are called. So the first call only registers the second one, which comes after all that were there. What
 * is sent after that is written by another such pair.
 */
final class TransactionBuffer {

    private final TransactionSynchronizationRegistry registry;
    private final OutboxStore store;
    private final List<OutboxRow> rows = new ArrayList<>();
    private boolean registered;

    TransactionBuffer(TransactionSynchronizationRegistry registry, OutboxStore store) {
        this.registry = registry;
        this.store = store;
    }

    synchronized void add(List<OutboxRow> more) {
        if (!registered) {
            registry.registerInterposedSynchronization(new Early());
            registered = true;
        }
        rows.addAll(more);
    }

    private synchronized List<OutboxRow> take() {
        registered = false;
        List<OutboxRow> taken = List.copyOf(rows);
        rows.clear();
        return taken;
    }

    /** Waits for the others. */
    private final class Early implements Synchronization {

        @Override
        public void beforeCompletion() {
            registry.registerInterposedSynchronization(new Late());
        }

        @Override
        public void afterCompletion(int status) {
            // the other one does it
        }
    }

    /** Writes. */
    private final class Late implements Synchronization {

        private List<OutboxRow> written = List.of();

        @Override
        public void beforeCompletion() {
            List<OutboxRow> taken = take();
            if (!taken.isEmpty()) {
                store.write(taken);
                written = taken;
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED && !written.isEmpty()) {
                store.committed(written);
            }
        }
    }
}
