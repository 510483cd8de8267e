package io.quarkiverse.kafkaproducer.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes when the whole JVM stood still, mostly for a garbage collection, or the whole machine. A thread that sleeps for a
 * moment, again and again, sees it by waking late. (The collector's own notifications have another clock.)
 */
final class JvmPauses implements Runnable, AutoCloseable {

    private static final long SLEEP = Duration.ofNanos(500_000).toNanos();
    private static final long LATE = Duration.ofMillis(1).toNanos();

    record Span(long start, long end) {
    }

    private final List<Span> spans = new ArrayList<>();
    private final Thread thread = new Thread(this, "jvm-pauses");
    private volatile boolean stopped;

    JvmPauses() {
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    @Override
    public void run() {
        while (!stopped) {
            long start = System.nanoTime();
            LockSupport.parkNanos(SLEEP);
            long end = System.nanoTime();
            if (end - start - SLEEP > LATE) {
                spans.add(new Span(start, end));
            }
        }
    }

    /** After the end. */
    long outside(Span call) {
        long inside = 0;
        for (Span still : spans) {
            inside += Math.max(0, Math.min(call.end(), still.end()) - Math.max(call.start(), still.start()));
        }
        return Math.max(0, call.end() - call.start() - inside);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
