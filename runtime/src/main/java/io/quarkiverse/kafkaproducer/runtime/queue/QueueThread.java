package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/**
 * The thread that does what is due when no sender is there to do it: hands over what was grouped, asks again for metadata,
 * ends what is past its deadline. One for all queues of a producer. Started when it is needed; sleeps while there is nothing
 * to wait for.
 */
public final class QueueThread implements Wakeups, Runnable {

    private static final Logger LOG = Logger.getLogger(QueueThread.class);

    /** A time that never comes. Its sum with the present time must not overflow. */
    private static final long FAR = TimeUnit.DAYS.toNanos(365);

    private final Clock clock;
    private final Thread thread;
    private final List<SendQueue> queues = new CopyOnWriteArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    /** The time of its next look, at the latest. */
    private final AtomicLong nextLook;
    private volatile boolean asleep;
    private volatile boolean stopped;

    public QueueThread(String producer, Clock clock) {
        this.clock = clock;
        this.nextLook = new AtomicLong(clock.nanoTime() + FAR);
        this.thread = new ProducerThread(this, "kafka-producer-queue | " + producer);
    }

    public void add(SendQueue queue) {
        queues.add(queue);
    }

    public void remove(SendQueue queue) {
        queues.remove(queue);
    }

    /** Stops the thread. It does not end at once: it may be about to run a queue. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void wakeBy(long time) {
        for (long planned = nextLook.get(); planned - time > 0; planned = nextLook.get()) {
            if (nextLook.compareAndSet(planned, time)) {
                if (!started.get() && started.compareAndSet(false, true)) {
                    thread.start();
                } else if (asleep) {
                    // either it is seen asleep here, or it sees this time before it goes to sleep
                    LockSupport.unpark(thread);
                }
                return;
            }
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            // what is asked for from here on, a queue may have missed
            nextLook.set(clock.nanoTime() + FAR);
            long again = FAR;
            for (SendQueue queue : queues) {
                if (run(queue)) {
                    again = Math.min(again, queue.grouping());
                }
            }
            // while records are on their way, the next one is likely to want grouping: being awake costs less than waking
            wakeBy(clock.nanoTime() + again);
            sleep();
        }
    }

    private static boolean run(SendQueue queue) {
        try {
            return queue.run();
        } catch (RuntimeException | Error e) {
            LOG.error("The queue's thread goes on after an error", KnownSecrets.hide(e));
            return true;
        }
    }

    private void sleep() {
        asleep = true;
        for (long left = nextLook.get() - clock.nanoTime(); left > 0 && !stopped; left = nextLook.get()
                - clock.nanoTime()) {
            LockSupport.parkNanos(this, left);
            // nobody has a reason to interrupt it, and it would never sleep again
            Thread.interrupted();
        }
        asleep = false;
    }
}
