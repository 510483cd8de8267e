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

/**
 * Runs what depends on the results of sends that belong to no Vert.x context: on few workers at a time, since a burst of
 * acknowledgments would otherwise wake all that there are, which then keep one another, and the application, from the
 * processor. Code of the application may block there: where nothing gets on for {@link #STUCK}, one more worker helps. Where
 * the application ends, and its workers take nothing any more, a thread of its own does the rest.
 */
public final class CompletionExecutor implements Executor {

    private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(5);

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
        if (takePlace()) {
            startWorker();
        } else {
            watch();
        }
    }

    private boolean takePlace() {
        for (int now = workers.get(); now < few; now = workers.get()) {
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
        while (true) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                begun.incrementAndGet();
                run(task);
            }
            workers.decrementAndGet();
            // one may have come between the two, whose sender saw no need for another worker
            if (tasks.isEmpty() || !takePlace()) {
                return;
            }
        }
    }

    /** What a task throws is for the thread's handler, as it is for any worker; the others go on. */
    private static void run(Runnable task) {
        try {
            CompletionScope.run(task);
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
