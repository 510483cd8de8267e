package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;

/** Begins transactions and ends them as their work does. */
public final class Transactions {

    private final TransactionPool pool;
    private final SendPath plain;
    private final ThreadLocal<Transaction> current = new ThreadLocal<>();

    public Transactions(TransactionPool pool, SendPath plain) {
        this.pool = pool;
        this.plain = plain;
    }

    /**
     * Runs a transaction on the caller's thread, which may block.
     *
     * @param controller the method that the application called
     */
    public <R> R call(String controller, Duration timeout, Function<Transaction, R> work) {
        long deadline = System.nanoTime() + plain.checked(timeout);
        if (current.get() != null) {
            throw nested();
        }
        Transaction transaction = await(begin(controller, timeout, deadline, plain), timeout, deadline);
        current.set(transaction);
        R result;
        try {
            result = work.apply(transaction);
        } catch (Throwable e) {
            transaction.abort(e);
            throw e;
        } finally {
            current.remove();
        }
        transaction.commit();
        return result;
    }

    public static IllegalStateException nested() {
        return new IllegalStateException("A transaction cannot begin inside another one: Kafka's transactions do not nest");
    }

    private Transaction await(CompletableFuture<Transaction> begun, Duration timeout, long deadline) {
        try {
            return begun.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            TransactionException late = noClient(plain.name(), timeout);
            if (begun.completeExceptionally(late)) {
                throw late;
            }
            throw abortLate(begun, late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            TransactionException interrupted = new TransactionException(plain.name(),
                    "The thread was interrupted before the transaction began",
                    e, Outcome.NOT_SENT, true);
            if (begun.completeExceptionally(interrupted)) {
                throw interrupted;
            }
            throw abortLate(begun, interrupted);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Aborts a transaction that has begun after all, and that nobody wants any more. */
    private static TransactionException abortLate(CompletableFuture<Transaction> begun, TransactionException reason) {
        begun.whenComplete((transaction, failure) -> {
            if (transaction != null) {
                transaction.abort();
            }
        });
        return reason;
    }

    /**
     * Begins a transaction for work that goes on elsewhere. Completes on a worker or on the caller's thread. To give it up,
     * complete the future in another way; nothing is left behind.
     *
     * @param controller the method that the application called
     */
    public CompletableFuture<Transaction> begin(String controller, Duration timeout) {
        return begin(controller, timeout, System.nanoTime() + plain.checked(timeout), plain.here());
    }

    private CompletableFuture<Transaction> begin(String controller, Duration timeout, long deadline, SendPath path) {
        CompletableFuture<Transaction> begun = new CompletableFuture<>();
        CompletableFuture<TransactionSlot> acquired = pool.acquire(timeout);
        begun.whenComplete((transaction, failure) -> {
            if (failure != null) {
                acquired.completeExceptionally(failure);
            }
        });
        acquired.whenComplete((slot, failure) -> {
            if (failure != null) {
                begun.completeExceptionally(failure);
            } else {
                slot.client().whenComplete((client, broken) -> begin(begun, slot, client, broken, controller,
                        timeout, deadline, path));
            }
        });
        return begun;
    }

    private void begin(CompletableFuture<Transaction> begun, TransactionSlot slot, KafkaClient client, Throwable broken,
            String controller, Duration timeout, long deadline, SendPath path) {
        if (broken != null) {
            pool.giveBack(slot);
            begun.completeExceptionally(failure(broken));
            return;
        }
        if (begun.isDone()) {
            pool.giveBack(slot);
            return;
        }
        Transaction transaction;
        try {
            transaction = new Transaction(new Lease(pool, slot), new KafkaTransactionClient(client), slot.begin(client),
                    BlockingClock.SYSTEM, timeout, deadline, path, controller);
        } catch (RuntimeException | Error e) {
            pool.giveBack(slot);
            begun.completeExceptionally(failure(e));
            return;
        }
        slot.usedBy(transaction);
        try {
            transaction.begin();
        } catch (TransactionException e) {
            begun.completeExceptionally(e);
            return;
        }
        if (!begun.complete(transaction)) {
            abortInBackground(transaction);
        }
    }

    private void abortInBackground(Transaction transaction) {
        try {
            worker().execute(transaction::abort);
        } catch (RejectedExecutionException e) {
            // the application ends, and the pool closes the client
            transaction.cutOff();
        }
    }

    /** Returns the exception for the future of {@link #begin}, when the deadline has passed. */
    public TransactionException noClient(Duration timeout) {
        return noClient(plain.name(), timeout);
    }

    /** Returns the exception for work that has not ended when the deadline has passed. */
    public TransactionException workTooLong(Duration timeout) {
        return new TransactionException(plain.name(), "The transaction was not committed: its timeout of "
                + timeout.toMillis() + " ms passed before its work had ended", null, Outcome.NOT_SENT, true);
    }

    private static TransactionException noClient(String producer, Duration timeout) {
        return new TransactionException(producer, "No transactional client was free and ready within " + timeout.toMillis()
                + " ms; the transaction did not begin", null, Outcome.NOT_SENT, true);
    }

    private RuntimeException failure(Throwable broken) {
        if (broken instanceof ClientCreationException creation) {
            return new TransactionException(plain.name(), "The transaction did not begin: " + creation.getMessage(),
                    creation, Outcome.NOT_SENT, false);
        }
        return broken instanceof RuntimeException known ? known
                : new TransactionException(plain.name(), "The transaction did not begin: " + broken, broken,
                        Outcome.NOT_SENT, false);
    }

    /** Returns the executor of calls to the broker, and of work without a context. */
    public Executor worker() {
        return pool.worker();
    }
}
