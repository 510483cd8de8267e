package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.quarkiverse.kafkaproducer.footprint.LogType;

/**
 * Footprints that wait, up to so many, in the order in which they were left. Where there is no room, what tells of a success
 * goes first and what tells of a failure last of all; of what matters as much, those that came first stay.
 */
final class FootprintBuffer {

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** One for each rank, the lowest first. */
    private final List<Deque<Draft>> ranks = Stream.generate(() -> (Deque<Draft>) new ArrayDeque<Draft>()).limit(3).toList();
    private int size;
    private long nextOrder;
    private long dropped;
    private boolean closed;

    FootprintBuffer(int most) {
        this.most = most;
    }

    private static int rank(LogType logType) {
        return switch (logType) {
            case DEBUG, INFO -> 0;
            case WARNING -> 1;
            case ERROR, CRITICAL -> 2;
        };
    }

    /**
     * Does not wait: it or another may be dropped.
     *
     * @return false if it is closed
     */
    boolean offer(Draft draft) {
        int rank = rank(draft.logType());
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            if (size == most && !dropBelow(rank)) {
                dropped++;
                return true;
            }
            draft.order = nextOrder++;
            ranks.get(rank).addLast(draft);
            size++;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean dropBelow(int rank) {
        for (Deque<Draft> lower : ranks.subList(0, rank)) {
            if (lower.pollLast() != null) {
                size--;
                dropped++;
                return true;
            }
        }
        return false;
    }

    /**
     * The one that came first. Waits for one.
     *
     * @return null if it is closed and empty
     */
    Draft take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0 && !closed) {
                changed.await();
            }
            if (size == 0) {
                return null;
            }
            size--;
            return oldest().pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private Deque<Draft> oldest() {
        Deque<Draft> oldest = null;
        for (Deque<Draft> rank : ranks) {
            if (!rank.isEmpty() && (oldest == null || rank.peekFirst().order < oldest.peekFirst().order)) {
                oldest = rank;
            }
        }
        return oldest;
    }

    /** Takes no more; what it has can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops all that it has. */
    void clear() {
        lock.lock();
        try {
            dropped += size;
            size = 0;
            ranks.forEach(Deque::clear);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** How many were dropped since the start. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
