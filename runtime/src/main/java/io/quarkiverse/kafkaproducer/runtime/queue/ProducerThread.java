package io.quarkiverse.kafkaproducer.runtime.queue;

/** A thread that a producer works with. No blocking send may wait on it: it would wait for itself. */
public final class ProducerThread extends Thread {

    public ProducerThread(Runnable work, String name) {
        super(work, name);
        setDaemon(true);
        // a thread that is made during a request must not keep that request's class loader or context
        setContextClassLoader(ProducerThread.class.getClassLoader());
    }

    public static boolean isCurrent() {
        return Thread.currentThread() instanceof ProducerThread;
    }
}
