package io.quarkiverse.kafkaproducer.runtime.text;

/** The innermost cause of an exception, which as a rule is the one that helps. */
public final class RootCause {

    /** Exceptions may be causes of each other. */
    private static final int MOST_CAUSES = 100;

    private RootCause() {
    }

    /** The exception itself if it has no cause. */
    public static Throwable of(Throwable thrown) {
        Throwable innermost = thrown;
        for (int causes = 0; innermost.getCause() != null && causes < MOST_CAUSES; causes++) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    /** Returns the innermost message, or the class of the exception if there is none. */
    public static String messageOf(Throwable thrown) {
        Throwable innermost = of(thrown);
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }
}
