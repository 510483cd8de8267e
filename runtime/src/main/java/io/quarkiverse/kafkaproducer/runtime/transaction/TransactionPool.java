package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;

/**
 * The transactional clients of a producer. Each transaction has one to itself, so that as many run side by side as there are;
 * they are made as they are needed, up to {@link #MOST}.
 */
public final class TransactionPool {

    /** More than this many transactions at the same time wait for one another. Each client costs a thread and a connection. */
    static final int MOST = 32;

    /** Makes a slot with the number given, whose transactions may take this long. */
    @FunctionalInterface
    interface Slots {
        TransactionSlot make(int number, Duration timeout);
    }

    private final Slots slots;
    private final Executor worker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Deque<TransactionSlot> free = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /** All that are not closed, in use or not. */
    private final Set<TransactionSlot> open = ConcurrentHashMap.newKeySet();
    private int inUse;
    private int made;
    private boolean closed;

    private record Waiting(CompletableFuture<TransactionSlot> slot, Duration timeout) {
    }

    TransactionPool(Slots slots, Executor worker) {
        this.slots = slots;
        this.worker = worker;
    }

    Executor worker() {
        return worker;
    }

    /**
     * A slot of one's own, as soon as there is one. Whoever does not want it any more completes the future in another way.
     *
     * @param timeout how long the transaction may take
     */
    CompletableFuture<TransactionSlot> acquire(Duration timeout) {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new TransactionException("The producer is closed; the transaction did "
                        + "not begin", null, Outcome.NOT_SENT, false));
            }
            TransactionSlot slot = takeFree(timeout);
            if (slot != null) {
                inUse++;
                return CompletableFuture.completedFuture(slot);
            }
            CompletableFuture<TransactionSlot> later = new CompletableFuture<>();
            waiting.add(new Waiting(later, timeout));
            return later;
        } finally {
            lock.unlock();
        }
    }

    private TransactionSlot takeFree(Duration timeout) {
        for (TransactionSlot slot : free) {
            if (slot.transactionTimeout().compareTo(timeout) >= 0) {
                free.remove(slot);
                return slot;
            }
        }
        if (inUse + free.size() < MOST) {
            return make(timeout);
        }
        // those that are free would be ended by the broker too early
        TransactionSlot tooShort = free.poll();
        if (tooShort == null) {
            return null;
        }
        end(tooShort);
        return make(timeout);
    }

    private TransactionSlot make(Duration timeout) {
        TransactionSlot slot = slots.make(made++, timeout);
        open.add(slot);
        return slot;
    }

    /** To the brokers, one for each client. */
    public List<Connection> connections() {
        return open.stream().map(TransactionSlot::connection).toList();
    }

    /** Records of all transactions that are on their way. */
    public int pendingRecords() {
        return open.stream().mapToInt(slot -> slot.queue().pendingRecords()).sum();
    }

    /** What they take. */
    public long pendingBytes() {
        return open.stream().mapToLong(slot -> slot.queue().pendingBytes()).sum();
    }

    /** Its transaction is over. */
    void giveBack(TransactionSlot slot) {
        settle(slot);
    }

    /** Its client is in a state from which nothing can begin. */
    void discard(TransactionSlot slot) {
        end(slot);
        settle(null);
    }

    private void settle(TransactionSlot freed) {
        TransactionSlot unused = null;
        lock.lock();
        try {
            inUse--;
            if (closed) {
                unused = freed;
            } else if (freed != null) {
                free.addFirst(freed);
            }
            returned.signalAll();
            serveWaiting();
        } finally {
            lock.unlock();
        }
        if (unused != null) {
            end(unused);
        }
    }

    private void serveWaiting() {
        while (!waiting.isEmpty()) {
            Waiting next = waiting.peek();
            if (next.slot().isDone()) {
                waiting.poll();
                continue;
            }
            TransactionSlot slot = takeFree(next.timeout());
            if (slot == null) {
                return;
            }
            waiting.poll();
            inUse++;
            // what depends on it must not run under the lock
            worker.execute(() -> {
                if (!next.slot().complete(slot)) {
                    giveBack(slot);
                }
            });
        }
    }

    private void end(TransactionSlot slot) {
        worker.execute(() -> {
            slot.close(Duration.ZERO);
            open.remove(slot);
        });
    }

    /** Begins nothing any more, waits at most this long for what has begun, and closes the clients. Blocks. */
    public void close(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        refuseWaiting();
        List<TransactionSlot> unused;
        lock.lock();
        try {
            for (long left = end - System.nanoTime(); inUse > 0 && left > 0; left = end - System.nanoTime()) {
                returned.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unused = new ArrayList<>(free);
            free.clear();
            lock.unlock();
        }
        unused.forEach(slot -> slot.close(Duration.ofNanos(Math.max(TimeUnit.SECONDS.toNanos(1), end - System.nanoTime()))));
    }

    private void refuseWaiting() {
        List<Waiting> refused;
        lock.lock();
        try {
            closed = true;
            refused = new ArrayList<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(one -> one.slot().completeExceptionally(new TransactionException(
                "The producer was closed before the transaction began", null, Outcome.NOT_SENT, false)));
    }
}
