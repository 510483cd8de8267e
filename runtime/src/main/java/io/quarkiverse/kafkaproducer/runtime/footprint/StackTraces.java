package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/**
 * Decides which failures have their stack traces in the log. In an outage every send fails in the same way, and eighty lines
 * each would bury the rest: of each kind one has its stack trace now and then, and the others a line.
 */
final class StackTraces {

    static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private record Kind(Class<?> failure, Class<?> cause) {
    }

    /** The time of the latest stack trace of each kind. Bounded by the number of exception classes. */
    private final Map<Kind, Long> last = new ConcurrentHashMap<>();

    /**
     * Returns whether it is to have its stack trace, which the next ones of its kind then have not.
     *
     * @param now by {@link System#nanoTime()}
     */
    boolean isDue(Throwable thrown, long now) {
        if (!isOfOutage(thrown)) {
            return true;
        }
        Kind kind = new Kind(thrown.getClass(), RootCause.of(thrown).getClass());
        Long before = last.get(kind);
        if (before == null) {
            return last.putIfAbsent(kind, now) == null;
        }
        return now - before >= PAUSE && last.replace(kind, before, now);
    }

    /** Returns whether a failure belongs to an outage. All others are rare, and worth their lines. */
    private static boolean isOfOutage(Throwable thrown) {
        return thrown instanceof SendTimeoutException || thrown instanceof SendRejectedException
                || thrown instanceof ProducerClosedException || thrown instanceof TransactionException;
    }
}
