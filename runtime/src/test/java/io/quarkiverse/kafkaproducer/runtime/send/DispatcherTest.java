package io.quarkiverse.kafkaproducer.runtime.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private final Semaphore looks = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);
    private volatile long pause = Long.MAX_VALUE;
    private final Dispatcher dispatcher = new Dispatcher("test", () -> {
        looks.release();
        goOn.acquireUninterruptibly();
        return pause;
    });

    @AfterEach
    void stop() {
        dispatcher.stop();
        goOn.release(1_000);
    }

    @Test
    void itLooksAtItsStart() throws InterruptedException {
        dispatcher.start();

        assertLook();
    }

    @Test
    void itIsWokenWhereItWouldHaveSleptLonger() throws InterruptedException {
        dispatcher.start();
        assertLook();
        goOn.release();

        dispatcher.lookNow();

        assertLook();
    }

    @Test
    void whatIsAskedForWhileItWorksIsNotMissed() throws InterruptedException {
        dispatcher.start();
        assertLook();
        dispatcher.lookBy(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1));

        goOn.release();

        assertLook();
    }

    @Test
    void itLooksAgainWhenItsWorkSaysSo() throws InterruptedException {
        pause = TimeUnit.MILLISECONDS.toNanos(1);
        dispatcher.start();

        for (int i = 0; i < 3; i++) {
            assertLook();
            goOn.release();
        }
    }

    @Test
    void aFailureOfItsWorkDoesNotEndIt() throws InterruptedException {
        Dispatcher failing = new Dispatcher("test", () -> {
            looks.release();
            throw new IllegalStateException("a test's");
        });
        failing.start();

        assertLook();
        assertLook();

        failing.stop();
    }

    private void assertLook() throws InterruptedException {
        assertThat(looks.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
}
