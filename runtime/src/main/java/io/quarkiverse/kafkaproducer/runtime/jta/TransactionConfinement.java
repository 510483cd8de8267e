package io.quarkiverse.kafkaproducer.runtime.jta;

import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;

import org.eclipse.microprofile.context.spi.ThreadContextController;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

import io.quarkiverse.kafkaproducer.runtime.send.CompletionScope;
import io.quarkus.arc.Arc;

/**
 * Keeps the transaction of a caller off the threads that tell of the results of its reactive sends.
 * <p>
 * Context propagation would resume it there for every callback. When the caller ends the transaction in that moment, the
 * transaction manager takes the transaction from the caller's thread instead of the other one, and the commit, or the
 * rollback, fails with "Enlisted connection used without active transaction".
 */
public final class TransactionConfinement {

    private static final ThreadContextController NOTHING_TO_RESTORE = () -> {
    };

    private TransactionConfinement() {
    }

    /**
     * Makes a snapshot of the transaction do nothing where the result of a send is told of. A transaction that was begun
     * there, by the application's callback, is propagated like any other.
     *
     * @param snapshot null where there is no transaction manager
     */
    public static ThreadContextSnapshot confine(ThreadContextSnapshot snapshot) {
        if (snapshot == null) {
            return null;
        }
        return () -> CompletionScope.isActive() && !isInTransaction() ? NOTHING_TO_RESTORE : snapshot.begin();
    }

    private static boolean isInTransaction() {
        TransactionManager transactions = Arc.container().instance(TransactionManager.class).get();
        try {
            return transactions != null && transactions.getTransaction() != null;
        } catch (SystemException e) {
            throw new IllegalStateException("The transaction manager does not tell whether this thread is in a transaction", e);
        }
    }
}
