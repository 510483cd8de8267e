package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

class QueueThreadTest {

    private final Semaphore looks = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);
    private volatile Error failure;
    private final QueueThread thread = new QueueThread("test", Clock.SYSTEM);
    private final SendQueue queue = new SendQueue("test", new AskedSource(), new Capacity(1, 1), Clock.SYSTEM, thread);

    @BeforeEach
    void add() {
        thread.add(queue);
    }

    @AfterEach
    void stop() {
        thread.stop();
        goOn.release(1_000);
    }

    @Test
    void itRunsItsQueueWhenItIsTime() throws InterruptedException {
        thread.wakeBy(inMillis(1));

        assertLook();
    }

    @Test
    void itIsWokenWhereItWouldHaveSleptLonger() throws InterruptedException {
        thread.wakeBy(inMillis(3_600_000));

        thread.wakeBy(inMillis(1));

        assertLook();
    }

    @Test
    void whatIsAskedForWhileItWorksIsNotMissed() throws InterruptedException {
        thread.wakeBy(inMillis(0));
        assertLook();
        thread.wakeBy(inMillis(0));

        goOn.release();

        assertLook();
    }

    @Test
    void anErrorDoesNotEndIt() throws InterruptedException {
        failure = new NoClassDefFoundError("a test's");
        thread.wakeBy(inMillis(0));
        assertLook();
        goOn.release();

        thread.wakeBy(inMillis(0));

        assertLook();
    }

    @Test
    void aQueueThatWasRemovedIsNotRun() throws InterruptedException {
        Semaphore looksOfAnother = new Semaphore(0);
        SendQueue another = new SendQueue("another", new AskedSource() {
            @Override
            public Client client() {
                looksOfAnother.release();
                return null;
            }
        }, new Capacity(1, 1), Clock.SYSTEM, thread);
        thread.add(another);
        thread.remove(another);

        thread.wakeBy(inMillis(0));

        assertLook();
        goOn.release();
        thread.wakeBy(inMillis(0));
        assertLook();
        assertThat(looksOfAnother.availablePermits()).isZero();
    }

    private static long inMillis(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void assertLook() throws InterruptedException {
        assertThat(looks.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Tells when it is asked for the client, as it is at the start of each run, and waits there. */
    private class AskedSource implements ClientSource {

        @Override
        public Client client() {
            looks.release();
            goOn.acquireUninterruptibly();
            if (failure != null) {
                throw failure;
            }
            return null;
        }

        @Override
        public void connect() {
            // there is nothing to send
        }

        @Override
        public void discard(Client client, Throwable reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refused(Client client, Exception reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Wait waitForClient() {
            return Wait.CLIENT;
        }
    }
}
