package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

/**
 * The thread that does what is due when no caller is there to do it: hands over what was grouped, asks again for metadata,
 * ends what is past its deadline. It sleeps while there is nothing to wait for.
 */
final class Dispatcher implements Runnable {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** As good as never; the sum with the present time must not overflow. */
    private static final long FAR = TimeUnit.DAYS.toNanos(365);

    interface Work {
        /** Does what is due and says in how many nanoseconds something is due again. */
        long doWhatIsDue();
    }

    private final Work work;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    /** When it looks next, at the latest, by {@link System#nanoTime()}. */
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private volatile boolean asleep;
    private volatile boolean stopped;

    Dispatcher(String producer, Work work) {
        this.work = work;
        this.thread = new Thread(this, "kafka-producer-dispatch | " + producer);
        this.thread.setDaemon(true);
        // a thread that is made during a request must not keep that request's class loader or context
        this.thread.setContextClassLoader(Dispatcher.class.getClassLoader());
    }

    /** Unless it has been started. */
    void start() {
        if (!started.get() && started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Makes sure that it looks again by this time. Costs next to nothing where it would anyway. */
    void lookBy(long time) {
        for (long planned = nextLook.get(); planned - time > 0; planned = nextLook.get()) {
            if (nextLook.compareAndSet(planned, time)) {
                // either it is seen asleep here, or it sees this time before it goes to sleep
                if (asleep) {
                    LockSupport.unpark(thread);
                }
                return;
            }
        }
    }

    void lookNow() {
        lookBy(System.nanoTime());
    }

    @Override
    public void run() {
        while (!stopped) {
            // what is asked for from here on, the work may have missed
            nextLook.set(System.nanoTime() + FAR);
            long pause = doWork();
            lookBy(System.nanoTime() + Math.min(pause, FAR));
            asleep = true;
            for (long left = untilNextLook(); left > 0 && !stopped; left = untilNextLook()) {
                LockSupport.parkNanos(this, left);
            }
            asleep = false;
        }
    }

    private long untilNextLook() {
        return nextLook.get() - System.nanoTime();
    }

    private long doWork() {
        try {
            return work.doWhatIsDue();
        } catch (RuntimeException e) {
            // a fault of ours: without this thread every send would hang, so it goes on, slowly
            LOG.error("Unexpected failure while handing records over", e);
            return Deadlines.TICK;
        }
    }
}
