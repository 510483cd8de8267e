package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.kafkaproducer.runtime.queue.Clock;

/** A clock by which threads wait, so that a test can give a transaction another time. */
interface BlockingClock extends Clock {

    /** The time of this process. */
    BlockingClock SYSTEM = new BlockingClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void park(Object blocker, long nanos) {
            LockSupport.parkNanos(blocker, nanos);
        }

        @Override
        public void unpark(Thread thread) {
            LockSupport.unpark(thread);
        }
    };

    /** Blocks, like {@link LockSupport#parkNanos(Object, long)}. */
    void park(Object blocker, long nanos);

    /** Wakes a thread, like {@link LockSupport#unpark}. */
    void unpark(Thread thread);
}
