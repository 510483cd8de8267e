package io.quarkiverse.kafkaproducer.runtime.facade;

import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;

/** A send for which a thread waits. */
final class BlockingSend extends Submission {

    private final Thread caller = Thread.currentThread();

    BlockingSend(Origin origin, long timeout) {
        super(origin, timeout);
    }

    @Override
    protected void wake() {
        // what ends at once has not parked, and its thread would not park the next time
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }
}
