package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Writes footprints on one thread of its own, which is there from the first one on. */
final class FootprintWriter {

    private static final long REPORT_EVERY = TimeUnit.SECONDS.toNanos(10);

    /** For the footprint that is being written when there is no time left, and to say how many were dropped. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final FootprintBuffer buffer;
    private final Consumer<Draft> write;
    private final LongConsumer reportDropped;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final AtomicReference<Thread> thread = new AtomicReference<>();

    /** The thread's own: how many have been reported, and when it was seen that there are more, if there are. */
    private long reported;
    private OptionalLong seen = OptionalLong.empty();

    /**
     * @param write throws nothing
     * @param reportDropped told by and by how many have been dropped since it was told last
     */
    FootprintWriter(int bufferSize, Consumer<Draft> write, LongConsumer reportDropped) {
        this.buffer = new FootprintBuffer(bufferSize);
        this.write = write;
        this.reportDropped = reportDropped;
    }

    /**
     * Never waits for the log.
     *
     * @return false if it writes no more
     */
    boolean offer(Draft draft) {
        draft.leaveThread();
        if (!buffer.offer(draft)) {
            return false;
        }
        if (thread.get() == null) {
            start();
        }
        return true;
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
        try {
            for (Draft draft = buffer.take(); draft != null; draft = buffer.take()) {
                write.accept(draft);
                reportDropped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // an error of the machine may have ended it: the next footprint starts another
            thread.set(null);
        }
    }

    /** While it cannot keep up a line now and then, and one when it has. */
    private void reportDropped() {
        long unreported = buffer.dropped() - reported;
        if (unreported == 0) {
            return;
        }
        long now = System.nanoTime();
        if (seen.isEmpty()) {
            seen = OptionalLong.of(now);
        }
        if (buffer.size() == 0 || now - seen.getAsLong() >= REPORT_EVERY) {
            reported += unreported;
            seen = OptionalLong.empty();
            reportDropped.accept(unreported);
        }
    }

    /** Writes what waits, for no longer than that; the rest is dropped. Blocks. */
    void close(Duration bound) {
        buffer.close();
        Thread writing = thread.get();
        if (writing == null) {
            return;
        }
        try {
            writing.join(bound.toMillis());
            if (writing.isAlive()) {
                buffer.clear();
                writing.join(LAST_WORDS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int buffered() {
        return buffer.size();
    }

    long dropped() {
        return buffer.dropped();
    }
}
