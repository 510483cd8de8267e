package io.quarkiverse.kafkaproducer.runtime.send;

/** Marks a thread as long as it runs what depends on the result of a reactive send. */
public final class CompletionScope {

    private static final ThreadLocal<Boolean> ACTIVE = new ThreadLocal<>();

    private CompletionScope() {
    }

    /** Runs it on this thread, which is marked meanwhile. */
    public static void run(Runnable task) {
        Boolean before = ACTIVE.get();
        ACTIVE.set(Boolean.TRUE);
        try {
            task.run();
        } finally {
            if (before == null) {
                ACTIVE.remove();
            }
        }
    }

    public static boolean isActive() {
        return ACTIVE.get() != null;
    }
}
