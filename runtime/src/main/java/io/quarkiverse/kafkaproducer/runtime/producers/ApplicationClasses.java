package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.function.Supplier;

/**
 * The class loader of the application, as it was at its start. A thread that uses a producer first, one of a ForkJoinPool for
 * instance, may have another one or none, by which Kafka would not find the classes that it is configured with.
 */
final class ApplicationClasses {

    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    /** Runs work with the application's class loader as the thread's. */
    <T> T call(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before == loader) {
            return work.get();
        }
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
