package io.quarkiverse.kafkaproducer.runtime.facade;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.kafkaproducer.ReactiveProducerTransaction;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transaction;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * One subscription to a reactive transaction. Its calls to the broker, which wait, are made on a worker; the work runs where
 * sends complete.
 */
final class TransactionSubscription<R> {

    /** The key in the Mutiny context of the work, by which a transaction inside it is seen. */
    private static final String INSIDE = Transactions.class.getName();

    private final Executor worker;
    private final Executor completion;
    private final Duration timeout;
    private final Function<ReactiveProducerTransaction, Uni<R>> work;
    private final UniEmitter<? super R> emitter;
    /** The work has ended, or its subscriber is gone: whichever comes first ends the transaction. */
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Cancellable running;
    /** Completed when the subscription is over, and with it its timer. */
    private final CompletableFuture<Void> time = new CompletableFuture<>();

    private TransactionSubscription(Executor worker, Duration timeout, Function<ReactiveProducerTransaction, Uni<R>> work,
            UniEmitter<? super R> emitter) {
        this.worker = worker;
        this.completion = CompletionContext.here(worker);
        this.timeout = timeout;
        this.work = work;
        this.emitter = emitter;
    }

    /** @param controller the method that the application called */
    static <R> Uni<R> uni(Supplier<Transactions> transactions, Executor worker, String controller, Duration timeout,
            Function<ReactiveProducerTransaction, Uni<R>> work) {
        return Uni.createFrom().context(context -> context.contains(INSIDE)
                ? Uni.createFrom().failure(Transactions.nested())
                : Uni.createFrom().emitter(emitter -> new TransactionSubscription<>(worker, timeout, work, emitter)
                        .begin(controller, transactions.get())));
    }

    private void begin(String controller, Transactions transactions) {
        CompletableFuture<Transaction> begun = transactions.begin(controller, timeout);
        emitter.onTermination(() -> begun.cancel(false));
        time.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((nothing, passed) -> {
                    if (passed != null) {
                        worker.execute(() -> timePassed(transactions, begun));
                    }
                });
        begun.whenComplete((transaction, failure) -> {
            if (failure != null) {
                fail(failure);
            } else {
                completion.execute(() -> run(transaction));
            }
        });
    }

    /** The timeout is over while a client is waited for, or while the work goes on. */
    private void timePassed(Transactions transactions, CompletableFuture<Transaction> begun) {
        if (begun.completeExceptionally(transactions.noClient(timeout)) || begun.isCompletedExceptionally()
                || !over.compareAndSet(false, true)) {
            return;
        }
        cancelWork();
        Transaction transaction = begun.join();
        TransactionException late = transactions.workTooLong(timeout);
        end(() -> transaction.abort(late), () -> fail(late));
    }

    private void cancelWork() {
        Cancellable toCancel = running;
        if (toCancel != null) {
            toCancel.cancel();
        }
    }

    private void fail(Throwable failure) {
        time.complete(null);
        completion.execute(() -> emitter.fail(failure));
    }

    private void run(Transaction transaction) {
        emitter.onTermination(() -> {
            if (over.compareAndSet(false, true)) {
                time.complete(null);
                cancelWork();
                worker.execute(transaction::abort);
            }
        });
        if (over.get()) {
            return;
        }
        Uni<R> result;
        try {
            result = work.apply(new MutinyTransaction(transaction, worker));
            if (result == null) {
                throw new IllegalStateException("The work of a transaction returned null instead of a Uni");
            }
        } catch (Throwable e) {
            failed(transaction, e);
            return;
        }
        if (over.get()) {
            return;
        }
        running = result.subscribe().with(Context.of(INSIDE, true), item -> succeeded(transaction, item),
                failure -> failed(transaction, failure));
        if (over.get()) {
            // it may have been over before there was anything to cancel
            cancelWork();
        }
    }

    private void succeeded(Transaction transaction, R item) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        worker.execute(() -> end(transaction::commit, () -> {
            time.complete(null);
            completion.execute(() -> emitter.complete(item));
        }));
    }

    private void failed(Transaction transaction, Throwable failure) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        worker.execute(() -> end(() -> transaction.abort(failure), () -> fail(failure)));
    }

    /** The subscriber is told in any case. */
    private void end(Runnable ending, Runnable tell) {
        try {
            ending.run();
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        tell.run();
    }
}
