package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs what depends on the results of sends that belong to no Vert.x context: on few workers at a time, since a burst of
 * acknowledgments would otherwise wake all that there are, which then keep one another, and the application, from the
 * processor. Code of the application may block there: where nothing gets on for {@link #STUCK}, one more worker helps. Where
 * the application ends, and its workers take nothing any more, a thread of its own does the rest.
 */
public final class CompletionExecutor implements Executor {

    private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(5);
    /** A worker that has run so many tasks one after the other, and has not finished, is helped. */
    private static final int MANY = 256;
    /** The time that a busy worker waits for more, which costs less than waking the next one. */
    private static final long LINGER = TimeUnit.MICROSECONDS.toNanos(100);
    /** Tasks after which it lingers. */
    private static final int BUSY = 32;

    private final Executor worker;
    private final int few = Runtime.getRuntime().availableProcessors();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicBoolean watched = new AtomicBoolean();

    public CompletionExecutor(Executor worker) {
        this.worker = worker;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (takePlace(1)) {
            startWorker();
        } else if (!watched.get()) {
            watch();
        }
    }

    private boolean takePlace(int most) {
        for (int now = workers.get(); now < most; now = workers.get()) {
            if (workers.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private void startWorker() {
        try {
            worker.execute(this::work);
        } catch (RejectedExecutionException e) {
            startThread();
        } catch (RuntimeException | Error e) {
            // the place is free again, and whoever looks at what is stuck tries again
            workers.decrementAndGet();
            watch();
        }
    }

    private void startThread() {
        try {
            Thread last = new Thread(this::work, "kafka-producer-completion");
            last.setDaemon(true);
            last.start();
        } catch (Error e) {
            workers.decrementAndGet();
            watch();
        }
    }

    private void work() {
        CompletionScope.run(this::runAll);
    }

    private void runAll() {
        while (true) {
            int run = runWaiting();
            if (run >= BUSY) {
                LockSupport.parkNanos(this, LINGER);
                if (!tasks.isEmpty()) {
                    continue;
                }
            }
            workers.decrementAndGet();
            // one may have come between the two, whose sender saw no need for another worker
            if (tasks.isEmpty() || !takePlace(few)) {
                return;
            }
        }
    }

    /** Returns how many tasks were run. */
    private int runWaiting() {
        int run = 0;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            begun.incrementAndGet();
            run(task);
            if (++run % MANY == 0 && !tasks.isEmpty() && takePlace(few)) {
                startWorker();
            }
        }
        return run;
    }

    /** Runs a task. Its exception goes to the thread's handler, as for any worker; the other tasks go on. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            long seen = begun.get();
            CompletableFuture.delayedExecutor(STUCK, TimeUnit.NANOSECONDS, Runnable::run).execute(() -> look(seen));
        }
    }

    private void look(long seen) {
        watched.set(false);
        if (tasks.isEmpty()) {
            return;
        }
        if (begun.get() == seen) {
            workers.incrementAndGet();
            startWorker();
        }
        watch();
    }
}
