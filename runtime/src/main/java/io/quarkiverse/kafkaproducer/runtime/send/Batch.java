package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;

/** Records that are sent together: pipelined, under one deadline, each of them accounted for. */
public final class Batch {

    /** Keeps the workers busy; more would only be held. */
    private static final int MOST_ARRIVING = 256;

    private final SendPath path;
    private final Origin origin;
    private final long started;
    private final long timeout;
    private final List<ProducerRecord<?, ?>> records;
    private final Item[] items;
    private final AtomicInteger left;
    /** The number of items that are written on workers now, or wait for room. */
    private final AtomicInteger arriving = new AtomicInteger();
    private final Runnable whenAllEnded;
    private final Thread submitter = Thread.currentThread();

    /** A record of the batch. */
    private class Item extends Submission {

        private Item() {
            super(origin, started, timeout);
        }

        @Override
        protected void wake() {
            wakeSubmitter();
            endedOne();
        }

        @Override
        protected void letIn() {
            wakeSubmitter();
        }
    }

    /** A record whose value is written on a worker, while the next ones are submitted. */
    private final class ItemAhead extends Item {

        private final AtomicBoolean arrived = new AtomicBoolean();

        private ItemAhead() {
            arriving.incrementAndGet();
        }

        @Override
        protected void submitted() {
            if (!isWaitingForRoom()) {
                arrived();
            }
        }

        @Override
        protected void letIn() {
            arrived();
        }

        @Override
        protected void wake() {
            arrived();
            endedOne();
        }

        private void arrived() {
            if (arrived.compareAndSet(false, true)) {
                arriving.decrementAndGet();
                wakeSubmitter();
            }
        }
    }

    /**
     * @param whenAllEnded told once, on whichever thread ended the last one
     * @throws IllegalArgumentException if anything is not legal; nothing has been sent then
     */
    public Batch(Origin origin, Duration timeout, Collection<? extends ProducerRecord<?, ?>> records,
            Runnable whenAllEnded) {
        this.path = origin.path();
        this.origin = origin;
        this.started = path.now();
        this.timeout = path.timeoutOfCall(timeout);
        if (records == null) {
            throw new IllegalArgumentException("The records are null");
        }
        this.records = new ArrayList<>(records);
        this.items = new Item[this.records.size()];
        // one more, so that it cannot end while it is being submitted
        this.left = new AtomicInteger(items.length + 1);
        this.whenAllEnded = whenAllEnded;
        this.records.forEach(RecordCheck::check);
    }

    /** Blocks where records {@linkplain WhenFull#BLOCK wait} for room: what is encoded is bounded by the queue. */
    public void submit(WhenFull whenFull) {
        if (whenFull == WhenFull.BLOCK && path.encodesOnWorkers()) {
            submitAhead();
            return;
        }
        for (int i = 0; i < items.length; i++) {
            Item item = new Item();
            submit(i, item, whenFull);
            if (whenFull == WhenFull.BLOCK) {
                awaitUntil(() -> !item.isWaitingForRoom(), action -> action.accept(item));
            }
        }
        endedOne();
    }

    /** Submits the next records while one waits for its value to be written, up to a number that keeps the workers busy. */
    private void submitAhead() {
        for (int i = 0; i < items.length; i++) {
            ItemAhead item = new ItemAhead();
            boolean late = deadline() - path.now() <= 0 || Thread.currentThread().isInterrupted();
            if (!submit(i, item, late ? WhenFull.BLOCK : WhenFull.PARK)) {
                item.arrived();
            }
            awaitUntil(() -> arriving.get() < MOST_ARRIVING, this::forEachOnItsWay);
        }
        endedOne();
    }

    private boolean submit(int index, Item item, WhenFull whenFull) {
        items[index] = item;
        boolean taken = false;
        try {
            taken = path.submit(item, records.get(index), whenFull);
        } finally {
            if (!taken) {
                endedOne();
            }
        }
        return taken;
    }

    /** @param waiting does something to each that is waited for */
    private void awaitUntil(BooleanSupplier over, Consumer<Consumer<Submission>> waiting) {
        boolean interrupted = false;
        while (!over.getAsBoolean()) {
            long nanos = deadline() - path.now();
            if (nanos <= 0) {
                waiting.accept(path::expire);
            } else if (Thread.interrupted()) {
                interrupted = true;
                waiting.accept(path::interrupt);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeSubmitter() {
        if (submitter != Thread.currentThread()) {
            // it may wait for this one to get its room
            LockSupport.unpark(submitter);
        }
    }

    private void endedOne() {
        if (left.decrementAndGet() == 0) {
            whenAllEnded.run();
        }
    }

    public long deadline() {
        return started + timeout;
    }

    public boolean hasEnded() {
        return left.get() == 0;
    }

    public void forEachOnItsWay(Consumer<Submission> action) {
        for (Submission item : items) {
            if (item != null && !item.isEnded()) {
                action.accept(item);
            }
        }
    }

    /**
     * Returns what it came to, after the observer has seen it.
     *
     * @throws BatchSendException if any failed
     */
    public List<RecordMetadata> result() {
        List<SendResult> results = new ArrayList<>(items.length);
        List<RecordMetadata> acknowledged = new ArrayList<>(items.length);
        for (int i = 0; i < items.length; i++) {
            SendResult result = path.sendResult(records.get(i), items[i]);
            results.add(result);
            if (result.acknowledged()) {
                acknowledged.add(result.metadata());
            }
        }
        if (!acknowledged.isEmpty()) {
            path.observer().batchAcknowledged(path.name(), origin.controller(), acknowledged, started);
        }
        if (acknowledged.size() < results.size()) {
            throw new BatchSendException(results);
        }
        return acknowledged;
    }
}
