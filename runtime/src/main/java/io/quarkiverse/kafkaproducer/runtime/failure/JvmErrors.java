package io.quarkiverse.kafkaproducer.runtime.failure;

/** Tells errors of user code from those that the JVM must not survive. */
public final class JvmErrors {

    private JvmErrors() {
    }

    /**
     * Returns whether the JVM is broken. A stack that overflows, or a value too large for the memory, is a failure like any
     * other once it has been left.
     */
    public static boolean isFatal(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)
                && !(thrown instanceof OutOfMemoryError);
    }
}
