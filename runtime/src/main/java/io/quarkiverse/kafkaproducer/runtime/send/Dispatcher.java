package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

/**
 * The thread that does what is due when no caller is there to do it: hands over what was grouped, asks again for metadata,
 * ends what is past its deadline. It sleeps while there is nothing to wait for.
 */
final class Dispatcher implements Runnable {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    interface Work {
        /** Does what is due and says in how many nanoseconds something is due again. */
        long doWhatIsDue();
    }

    private final Work work;
    private final Thread thread;
    private volatile long sleepsUntil;
    private volatile boolean woken;
    private volatile boolean stopped;

    Dispatcher(String producer, Work work) {
        this.work = work;
        this.thread = new Thread(this, "kafka-producer-dispatch | " + producer);
        this.thread.setDaemon(true);
        // a thread that is made during a request must not keep that request's class loader or context
        this.thread.setContextClassLoader(Dispatcher.class.getClassLoader());
        this.sleepsUntil = System.nanoTime();
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Makes sure that it looks again by this time. Costs next to nothing where it would anyway. */
    void lookBy(long time) {
        if (!woken && sleepsUntil - time > 0) {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    void lookNow() {
        woken = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!stopped) {
            woken = false;
            long pause = doWork();
            // a century at most, as the sum must not overflow
            sleepsUntil = System.nanoTime() + Math.min(pause, Long.MAX_VALUE / 4);
            if (!woken && !stopped && pause > 0) {
                LockSupport.parkNanos(this, pause);
            }
        }
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
