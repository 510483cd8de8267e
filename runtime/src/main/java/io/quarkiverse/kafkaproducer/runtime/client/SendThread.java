package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

import io.quarkiverse.kafkaproducer.runtime.queue.Entry;
import io.quarkiverse.kafkaproducer.runtime.queue.ProducerThread;

/**
 * The thread on which a Kafka client is given records where that runs code of the application, a partitioner or an
 * interceptor, or compresses. Made when it is needed. Where such code does not return, the records behind it stay with the
 * queue: they are not sent, and their senders are told so at their deadlines.
 */
final class SendThread {

    /** Enough to keep it busy until the queue looks again. */
    private static final int MOST_WAITING = 1000;
    private static final long BUFFER_LOOK = TimeUnit.MILLISECONDS.toNanos(1);

    private final Consumer<Entry> send;
    private final IntPredicate hasRoom;
    private final ThreadPoolExecutor executor;
    private volatile boolean stopped;

    private final class Handover implements Runnable {

        private final Entry entry;

        private Handover(Entry entry) {
            this.entry = entry;
        }

        @Override
        public void run() {
            while (!stopped && !entry.isEnded() && !hasRoom.test(entry.size())) {
                LockSupport.parkNanos(this, BUFFER_LOOK);
            }
            if (stopped) {
                entry.returnUntaken();
            } else {
                send.accept(entry);
            }
        }
    }

    /**
     * @param send gives the client a record that it has room for
     * @param hasRoom whether the client has room for a record of this size
     */
    SendThread(String clientId, Consumer<Entry> send, IntPredicate hasRoom) {
        this.send = send;
        this.hasRoom = hasRoom;
        this.executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                work -> new ProducerThread(work, "kafka-producer-send | " + clientId));
        executor.allowCoreThreadTimeOut(true);
    }

    boolean hasRoom() {
        return executor.getQueue().size() < MOST_WAITING;
    }

    void send(Entry entry) {
        try {
            executor.execute(new Handover(entry));
        } catch (RejectedExecutionException e) {
            entry.returnUntaken();
        }
    }

    /** Gives back what it has not sent; waits this long for what is being sent. Blocks. */
    void stop(Duration timeout) {
        stopped = true;
        executor.shutdownNow().forEach(handover -> ((Handover) handover).entry.returnUntaken());
        try {
            executor.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
