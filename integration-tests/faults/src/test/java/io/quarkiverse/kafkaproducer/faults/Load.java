package io.quarkiverse.kafkaproducer.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.ReactiveProducer;

/** Blocking and reactive sends by several threads, until it is stopped, and how each of them ended. */
final class Load {

    private static final int BLOCKING_THREADS = 8;
    private static final int REACTIVE_IN_FLIGHT = 500;

    private final SendOutcomes outcomes;
    private final AtomicLong ids;
    private final ExecutorService pool = Executors.newFixedThreadPool(BLOCKING_THREADS + 1);
    private final List<Future<?>> running = new ArrayList<>();
    private final Semaphore inFlight = new Semaphore(REACTIVE_IN_FLIGHT);
    private volatile boolean stopped;

    Load(SendOutcomes outcomes, AtomicLong ids) {
        this.outcomes = outcomes;
        this.ids = ids;
    }

    Load start(ProducerUnderTest tested, String topic, Duration timeout) {
        Producer blocking = tested.blocking();
        ReactiveProducer reactive = tested.reactive();
        for (int i = 0; i < BLOCKING_THREADS; i++) {
            running.add(pool.submit(() -> {
                while (!stopped) {
                    long id = ids.incrementAndGet();
                    outcomes.begin(id);
                    try {
                        blocking.send(topic, id, "key-" + id % 16, timeout);
                        outcomes.acknowledged(id);
                    } catch (ProducerException e) {
                        outcomes.failed(id, e);
                    }
                }
            }));
        }
        running.add(pool.submit(() -> {
            while (!stopped) {
                inFlight.acquireUninterruptibly();
                long id = ids.incrementAndGet();
                outcomes.begin(id);
                reactive.send(topic, id, "key-" + id % 16, timeout).subscribe().with(metadata -> {
                    outcomes.acknowledged(id);
                    inFlight.release();
                }, failure -> {
                    outcomes.failed(id, failure);
                    inFlight.release();
                });
            }
        }));
        return this;
    }

    /** Returns when every send has ended. */
    void stop() throws Exception {
        stopped = true;
        pool.shutdown();
        for (Future<?> one : running) {
            one.get(2, TimeUnit.MINUTES);
        }
        if (!inFlight.tryAcquire(REACTIVE_IN_FLIGHT, 2, TimeUnit.MINUTES)) {
            throw new AssertionError(REACTIVE_IN_FLIGHT - inFlight.availablePermits() + " reactive sends never ended");
        }
    }
}
