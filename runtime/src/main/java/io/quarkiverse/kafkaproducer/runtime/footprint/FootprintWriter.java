package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.quarkiverse.kafkaproducer.footprint.LogType;

/**
 * Writes footprints one after the other, in the order in which they were left. Whoever leaves one while nobody writes is the
 * writer, until all that have come meanwhile are written or there were {@link #TURN}; the rest is for a thread of its own. So
 * threads do not queue up for the log, and most of them do not wait for it.
 * <p>
 * {@code unwritten} counts what is waiting or being written: whoever raises it from 0 is the writer, and
 * lowers it by each one that is written.
 */
final class FootprintWriter {

    /** A sender that is the writer writes no more than this, of which the others are other senders'. */
    private static final int TURN = 32;
    /** Having written so many without a pause, the thread waits a moment for more, which costs less than to be woken. */
    private static final int BUSY = 32;
    private static final long LINGER = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long REPORT_EVERY = TimeUnit.SECONDS.toNanos(10);
    /** The time to finish the footprint that is being written at the end, and to report how many were dropped. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final int most;
    private final Consumer<PendingFootprint> write;
    private final LongConsumer reportDropped;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    /** The newest of a stack that is linked through the footprints themselves. */
    private final AtomicReference<PendingFootprint> left = new AtomicReference<>();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    /** True if the thread is to write. */
    private volatile boolean passedOn;
    private volatile boolean closed;
    private volatile Thread closing;

    // ---- the writer's

    /** The oldest of those that it has taken, linked to the next. */
    private PendingFootprint taken;
    private long reported;
    /** The time at which unreported drops were first seen; valid while {@code seen}. */
    private long seenAt;
    private boolean seen;

    /**
     * @param most how many may wait
     * @param write throws nothing
     * @param reportDropped told by and by how many have been dropped since it was told last
     */
    FootprintWriter(int most, Consumer<PendingFootprint> write, LongConsumer reportDropped) {
        this.most = most;
        this.write = write;
        this.reportDropped = reportDropped;
    }

    /**
     * Returns whether there is room for one more; else it is dropped. So much is known before it costs anything. More threads
     * than one may get the last place.
     */
    boolean hasRoom(LogType logType) {
        if (closed || unwritten.get() <= room(logType)) {
            return true;
        }
        dropped.incrementAndGet();
        return false;
    }

    /**
     * Writes a footprint, or leaves it to the writer.
     *
     * @param mayWrite whether this thread may be the writer
     * @return false if nothing is written any more
     */
    boolean leave(PendingFootprint draft, boolean mayWrite) {
        if (closed) {
            return false;
        }
        put(draft);
        if (unwritten.getAndIncrement() == 0) {
            if (mayWrite || closed) {
                writeAll(TURN);
            } else {
                passOn();
            }
        }
        return true;
    }

    private void put(PendingFootprint draft) {
        PendingFootprint before;
        do {
            before = left.get();
            draft.next = before;
        } while (!left.compareAndSet(before, draft));
    }

    /** Returns the room for this type. Some is kept for reports of trouble. The footprint that is being written takes none. */
    private int room(LogType logType) {
        return switch (logType) {
            case DEBUG, INFO -> allBut(most / 4);
            case WARNING -> allBut(most / 8);
            case ERROR, CRITICAL -> most;
        };
    }

    private int allBut(int kept) {
        return Math.max(1, most - Math.max(1, kept));
    }

    // ---- the writer

    private void writeAll(int turn) {
        int written = 0;
        while (true) {
            write.accept(take());
            written++;
            if (turn == Integer.MAX_VALUE && written >= BUSY && unwritten.get() == 1 && !closed) {
                LockSupport.parkNanos(this, LINGER);
                written = 0;
            }
            reportDropped();
            if (unwritten.decrementAndGet() == 0) {
                tellEmpty();
                return;
            }
            if (written == turn) {
                passOn();
                return;
            }
        }
    }

    /** Returns the oldest. There is one: each is counted after it was put. */
    private PendingFootprint take() {
        if (taken == null) {
            PendingFootprint newest = left.getAndSet(null);
            while (newest != null) {
                PendingFootprint older = newest.next;
                newest.next = taken;
                taken = newest;
                newest = older;
            }
        }
        PendingFootprint oldest = taken;
        taken = oldest.next;
        oldest.next = null;
        return oldest;
    }

    /** Logs a line now and then while footprints are dropped, and one when that has ended. */
    private void reportDropped() {
        long unreported = dropped.get() - reported;
        if (unreported == 0) {
            return;
        }
        long now = System.nanoTime();
        if (!seen) {
            seen = true;
            seenAt = now;
        }
        if (unwritten.get() == 1 || now - seenAt >= REPORT_EVERY) {
            reported += unreported;
            seen = false;
            reportDropped.accept(unreported);
        }
    }

    private void passOn() {
        passedOn = true;
        Thread writing = thread.get();
        if (writing == null) {
            start();
        } else {
            LockSupport.unpark(writing);
        }
    }

    private void start() {
        Thread starting = new Thread(this::run, "kafka-producer-footprints");
        starting.setDaemon(true);
        starting.setContextClassLoader(loader);
        if (thread.compareAndSet(null, starting)) {
            starting.start();
        }
    }

    private void run() {
        while (!closed || passedOn) {
            if (passedOn) {
                passedOn = false;
                writeAll(Integer.MAX_VALUE);
            } else {
                LockSupport.park(this);
                // nobody has a reason to interrupt it, and it would never sleep again
                Thread.interrupted();
            }
        }
    }

    // ---- the end

    /** Takes no more, and writes what waits for no longer than that; the rest is dropped. Blocks. */
    void close(Duration bound) {
        closed = true;
        closing = Thread.currentThread();
        if (!awaitEmpty(bound)) {
            // the one that is being written is the last for its writer
            int counted = unwritten.getAndUpdate(count -> Math.min(count, 1));
            dropped.addAndGet(Math.max(0, counted - 1));
            awaitEmpty(LAST_WORDS);
        }
        closing = null;
        Thread writing = thread.get();
        if (writing != null) {
            LockSupport.unpark(writing);
        }
    }

    private boolean awaitEmpty(Duration bound) {
        long until = System.nanoTime() + bound.toNanos();
        while (unwritten.get() > 0) {
            long left = until - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    private void tellEmpty() {
        Thread waits = closing;
        if (waits != null) {
            LockSupport.unpark(waits);
        }
    }

    /** Returns how many wait to be written, or are being written. */
    int buffered() {
        return unwritten.get();
    }

    /** Returns how many were dropped since the start. */
    long dropped() {
        return dropped.get();
    }
}
