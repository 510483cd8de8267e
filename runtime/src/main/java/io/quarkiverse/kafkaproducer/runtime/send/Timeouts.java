package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;

/**
 * The timeouts that a producer's sends may have.
 *
 * @param byDefault that of sends without one
 * @param longest after which the Kafka client gives up by itself
 */
public record Timeouts(Duration byDefault, Duration longest) {

    /** Returns a timeout in nanoseconds; throws an {@link IllegalArgumentException} if it is not legal. */
    long checked(Duration timeout) {
        if (timeout == null) {
            throw new IllegalArgumentException("The timeout is null; it must be a positive duration");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout " + timeout + " is not positive");
        }
        if (timeout.compareTo(longest) > 0) {
            throw new IllegalArgumentException("The timeout " + timeout + " is above delivery.timeout.ms ("
                    + longest.toMillis() + " ms), after which the Kafka client gives up by itself");
        }
        return timeout.toNanos();
    }
}
