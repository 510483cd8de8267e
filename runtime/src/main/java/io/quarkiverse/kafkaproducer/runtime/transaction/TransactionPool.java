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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.failure.FatalErrors;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;

/**
 * The transactional clients of a producer. Each transaction has one to itself, so that as many run side by side as there are;
 * they are made as they are needed, up to {@link #MOST},
 * or as many as it is made for.
 */
public final class TransactionPool {

    /** The most transactions at the same time; further ones wait. Each client costs a thread and a connection. */
    static final int MOST = 32;

    /** The broker forgets an id that is not used for {@code transactional.id.expiration.ms}, seven days by default. */
    private static final long IDLE = TimeUnit.HOURS.toNanos(1);

    /** Makes slots. */
    interface Slots {

        /** Makes one with the number given, whose transactions may take this long. */
        TransactionSlot make(int number, Duration timeout);

        /** The queue of a transaction is not used any more. */
        void ended(SendQueue queue);
    }

    private final String producer;
    private final Slots slots;
    private final Executor worker;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Deque<TransactionSlot> free = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /** The slots that are not closed, in use or not. */
    private final Set<TransactionSlot> open = ConcurrentHashMap.newKeySet();
    private int inUse;
    private int made;
    private boolean closed;

    private record Waiting(CompletableFuture<TransactionSlot> slot, Duration timeout) {
    }

    TransactionPool(String producer, Slots slots, Executor worker) {
        this(producer, slots, worker, MOST);
    }

    /** @param most how many slots there are, at most */
    TransactionPool(String producer, Slots slots, Executor worker, int most) {
        this.producer = producer;
        this.most = most;
        this.slots = slots;
        this.worker = worker;
    }

    Executor worker() {
        return worker;
    }

    /**
     * Returns a slot of one's own, as soon as there is one. Whoever does not want it any more completes the future in another
     * way.
     *
     * @param timeout how long the transaction may take
     */
    CompletableFuture<TransactionSlot> acquire(Duration timeout) {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new TransactionException(producer, "The producer is closed; the "
                        + "transaction did not begin", null, Outcome.NOT_SENT, false));
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
                if (System.nanoTime() - slot.usedAt() > IDLE) {
                    slot.renewIdle();
                }
                return slot;
            }
        }
        if (inUse + free.size() < most) {
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

    /** Returns the connections to the brokers, one for each client. */
    public List<Connection> connections() {
        return open.stream().map(TransactionSlot::connection).toList();
    }

    /**
     * Replaces all clients: those that are free now, those in use when their transaction has ended.
     *
     * @param why completes the sentence "is replaced, as"
     */
    public void refresh(String why) {
        lock.lock();
        try {
            open.forEach(slot -> slot.refreshLater(why));
            free.forEach(TransactionSlot::refreshIfAsked);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many records of all transactions are on their way. */
    public int pendingRecords() {
        return open.stream().mapToInt(TransactionSlot::pendingRecords).sum();
    }

    /** Returns how many bytes they take. */
    public long pendingBytes() {
        return open.stream().mapToLong(TransactionSlot::pendingBytes).sum();
    }

    /** Takes a slot back with which no transaction has begun. */
    void giveBack(TransactionSlot slot) {
        TransactionSlot unused = null;
        lock.lock();
        try {
            slot.usedBy(null);
            inUse--;
            if (closed) {
                unused = slot;
            } else {
                slot.refreshIfAsked();
                free.addFirst(slot);
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

    /** Takes a slot back whose transaction is over. */
    void giveBack(TransactionSlot slot, SendQueue queue) {
        slots.ended(queue);
        giveBack(slot);
    }

    /** Gives a slot another client with the same id, because nothing can begin with the one that it has. */
    void renew(TransactionSlot slot, SendQueue queue, Throwable reason) {
        if (FatalErrors.isFenced(reason)) {
            renewIdle(reason);
        }
        slot.renewUsed(reason);
        giveBack(slot, queue);
    }

    /** Replaces the clients of all free ids: the same may have happened to them. */
    private void renewIdle(Throwable reason) {
        lock.lock();
        try {
            // one that is taken meanwhile must keep its client
            free.forEach(slot -> slot.renew(reason));
        } finally {
            lock.unlock();
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
            execute(() -> {
                if (!next.slot().complete(slot)) {
                    giveBack(slot);
                }
            });
        }
    }

    private void end(TransactionSlot slot) {
        execute(() -> {
            slot.close(Duration.ZERO);
            open.remove(slot);
        });
    }

    private void execute(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException e) {
            // the application ends
            Thread last = new Thread(task, "kafka-producer-close");
            last.setDaemon(true);
            last.start();
        }
    }

    /** Begins nothing any more, waits at most this long for what has begun, and closes the clients. Blocks. */
    public void close(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        refuseWaiting();
        // these use a slot, and have not begun
        open.forEach(TransactionSlot::refuse);
        lock.lock();
        try {
            for (long left = end - System.nanoTime(); inUse > 0 && left > 0; left = end - System.nanoTime()) {
                returned.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.clear();
            lock.unlock();
        }
        open.forEach(TransactionSlot::cutOff);
        closeAll(Duration.ofNanos(Math.max(TimeUnit.SECONDS.toNanos(1), end - System.nanoTime())));
    }

    /** Closes all slots at the same time: a client that cannot reach its broker takes all of the timeout. */
    private void closeAll(Duration timeout) {
        List<Thread> closing = new ArrayList<>();
        for (TransactionSlot slot : open) {
            Thread thread = new Thread(() -> slot.close(timeout), "kafka-producer-close");
            thread.setDaemon(true);
            thread.start();
            closing.add(thread);
        }
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.clear();
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
        refused.forEach(one -> one.slot().completeExceptionally(new TransactionException(producer,
                "The producer was closed before the transaction began", null, Outcome.NOT_SENT, false)));
    }
}
