package io.quarkiverse.kafkaproducer.runtime.encode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/**
 * Lets workers write values if their serializer may wait for something, such as a schema registry.
 * <p>
 * Those of a topic and key, or of a topic and thread where there is no key, stand in one {@link TopicEncodings.Lane} and are
 * written one after
 * the other, so that their order stays. One that has ended holds up nothing, even if its worker still hangs in it; and one
 * without a key holds up no other for longer than {@link TopicEncodings#LONGEST_HOLD_UP}, since no order is promised there. A
 * topic has at
 * most {@link TopicEncodings#WORKERS} workers, hanging ones included, so that it takes neither all workers of the application
 * nor
 * those of another topic.
 */
public final class EncodingQueue {

    private static final int FEW = Math.min(TopicEncodings.WORKERS, Runtime.getRuntime().availableProcessors());
    /** Times of the clock are compared by their distance from it. */
    private static final long START = System.nanoTime();
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

    private final String producer;
    private final ValueEncoder encoder;
    private final Executor worker;
    private final int most;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();

    // ---- guarded by the lock

    private final Map<String, TopicEncodings> topics = new HashMap<>();
    /** The encodings that have not ended, by their deadlines. */
    private final TreeSet<Encoding> waiting = new TreeSet<>(
            Comparator.<Encoding> comparingLong(one -> one.deadlineNanos - START)
                    .thenComparingLong(one -> one.number));
    private long numbers;
    private boolean looking;
    private boolean closed;

    /**
     * @param producer its name, for messages
     * @param most how many may wait before a send that does not wait is refused
     */
    public EncodingQueue(String producer, ValueEncoder encoder, Executor worker, int most) {
        this.producer = producer;
        this.encoder = encoder;
        this.worker = worker;
        this.most = most;
    }

    /** Returns how many values are waited for. */
    public int pending() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private Wait waitForValue() {
        return Wait.value(encoder.toString());
    }

    /**
     * Takes one in. Does not block.
     *
     * @param order what those have in common whose order is to stay: the key or the partition; null for none
     * @param refuse whether it is refused where too many wait
     * @return why it is refused; null if it is taken
     */
    public Failure add(Encoding encoding, Object order, boolean refuse) {
        TopicEncodings topic;
        boolean start;
        boolean look;
        lock.lock();
        try {
            if (closed) {
                return Failure.closed(producer, Outcome.NOT_SENT);
            }
            if (refuse && waiting.size() >= most) {
                return Failure.tooManyValues(most, encoder.toString());
            }
            if (encoding.left) {
                return null;
            }
            encoding.number = numbers++;
            waiting.add(encoding);
            topic = topics.computeIfAbsent(encoding.topic, TopicEncodings::new);
            topic.join(encoding, order);
            start = topic.takeWorker(FEW);
            look = !looking;
            looking = true;
        } finally {
            lock.unlock();
        }
        if (look) {
            lookLater();
        }
        if (start) {
            startWorker(topic);
        }
        return null;
    }

    /**
     * Removes an encoding that has ended, so that it holds up nothing.
     *
     * @param fewest workers that are to be there
     */
    private void leave(Encoding encoding, int fewest) {
        TopicEncodings topic;
        boolean start;
        lock.lock();
        try {
            if (encoding.left) {
                return;
            }
            encoding.left = true;
            if (encoding.lane == null) {
                // cancelled before it has come
                return;
            }
            topic = encoding.lane.topic;
            waiting.remove(encoding);
            topic.leave(encoding);
            start = topic.takeWorker(fewest);
            if (waiting.isEmpty()) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (start) {
            startWorker(topic);
        }
    }

    // ---- workers

    private void startWorker(TopicEncodings topic) {
        try {
            worker.execute(() -> work(topic));
        } catch (RejectedExecutionException e) {
            // the application ends, and what is on its way is finished
            Thread last = new Thread(() -> work(topic), "kafka-producer-encoding");
            last.setDaemon(true);
            last.start();
        }
    }

    private void work(TopicEncodings topic) {
        for (Encoding next = next(topic); next != null; next = next(topic)) {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
            } finally {
                // this worker takes the one behind it
                leave(next, 0);
            }
        }
    }

    private Encoding next(TopicEncodings topic) {
        lock.lock();
        try {
            Encoding next = topic.next();
            if (next == null && topic.isUnused()) {
                topics.remove(topic.name(), topic);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    // ---- deadlines

    private void lookLater() {
        CompletableFuture.delayedExecutor(LOOK, TimeUnit.NANOSECONDS, Runnable::run).execute(this::look);
    }

    private void look() {
        long now = System.nanoTime();
        List<Encoding> expired = new ArrayList<>();
        List<TopicEncodings> starting = new ArrayList<>();
        boolean again;
        lock.lock();
        try {
            while (!waiting.isEmpty() && waiting.first().deadlineNanos - now <= 0) {
                expired.add(waiting.pollFirst());
            }
            for (TopicEncodings topic : topics.values()) {
                topic.passOnHeldUp(now);
                if (topic.takeWorker(TopicEncodings.WORKERS)) {
                    starting.add(topic);
                }
            }
            again = !waiting.isEmpty();
            looking = again;
        } finally {
            lock.unlock();
        }
        starting.forEach(this::startWorker);
        expired.forEach(this::expire);
        if (again) {
            lookLater();
        }
    }

    /** Returns whether it has ended by this, as do the next ones. */
    public boolean expire(Encoding encoding) {
        return end(encoding, Failure.timeout(encoding.timeoutNanos, waitForValue(), Outcome.NOT_SENT));
    }

    public boolean interrupt(Encoding encoding) {
        return end(encoding, Failure.interrupted(waitForValue(), Outcome.NOT_SENT));
    }

    public boolean cancel(Encoding encoding) {
        return end(encoding, Failure.cancelled(waitForValue(), Outcome.NOT_SENT));
    }

    private boolean end(Encoding encoding, Failure failure) {
        if (!encoding.fail(failure)) {
            return false;
        }
        leave(encoding, FEW);
        return true;
    }

    // ---- the end

    /** Takes nothing any more, waits for what is there, and ends what is left then. Blocks. */
    public void close(long deadline) {
        List<Encoding> left;
        lock.lock();
        try {
            closed = true;
            long nanos = deadline - System.nanoTime();
            while (!waiting.isEmpty() && nanos > 0) {
                nanos = empty.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            left = List.copyOf(waiting);
            lock.unlock();
        }
        left.forEach(one -> end(one, Failure.closed(producer, Outcome.NOT_SENT)));
    }
}
