package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the results of reactive sends that belong to no Vert.x context go on: on few workers at a time, since a burst of
 * acknowledgments would otherwise wake all that there are, which then keep one another, and the application, from the
 * processor. Code of the application may block there: where nothing gets on for {@link #STUCK}, one more worker helps.
 */
public final class Completions implements Executor {

    private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(5);

    private final Executor worker;
    private final int few = Runtime.getRuntime().availableProcessors();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicBoolean watched = new AtomicBoolean();

    public Completions(Executor worker) {
        this.worker = worker;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!startWorker()) {
            watch();
        }
    }

    private boolean startWorker() {
        for (int now = workers.get(); now < few; now = workers.get()) {
            if (workers.compareAndSet(now, now + 1)) {
                worker.execute(this::work);
                return true;
            }
        }
        return false;
    }

    private void work() {
        while (true) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                begun.incrementAndGet();
                run(task);
            }
            workers.decrementAndGet();
            // one may have come between the two, whose sender saw no need for another worker
            if (tasks.isEmpty() || !comeBack()) {
                return;
            }
        }
    }

    private boolean comeBack() {
        for (int now = workers.get(); now < few; now = workers.get()) {
            if (workers.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** What a task throws is for the thread's handler, as it is for any worker; the others go on. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
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
            worker.execute(this::work);
        }
        watch();
    }
}
