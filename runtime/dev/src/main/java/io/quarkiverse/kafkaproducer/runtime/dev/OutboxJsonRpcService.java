package io.quarkiverse.kafkaproducer.runtime.dev;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkus.arc.Arc;

/** The methods that the page of the outbox calls. Each call asks the database, on a worker. */
@Singleton
public class OutboxJsonRpcService {

    private static final double MILLIS_OF_A_SECOND = 1_000;

    /** Is not injected, as an injection point would give every application an outbox. */
    private static OutboxMonitor monitor() {
        return Arc.container().instance(OutboxMonitor.class).get();
    }

    public OutboxView outbox() {
        OutboxMonitor monitor = monitor();
        try {
            return new OutboxView(null, monitor.pending(),
                    monitor.oldest().map(Duration::toMillis).map(millis -> millis / MILLIS_OF_A_SECOND).orElse(null),
                    monitor.blocked().stream().map(OutboxView.Blocked::of).toList());
        } catch (IllegalStateException e) {
            return OutboxView.unknown(e);
        }
    }

    /**
     * Has a blocked record tried again now. Returns the table as it is then.
     *
     * @throws NoSuchElementException if it is published by now
     */
    public OutboxView retryBlocked(String id) {
        monitor().retry(UUID.fromString(id));
        return outbox();
    }

    /**
     * Deletes a blocked record, which is never published then. Returns the table as it is then.
     *
     * @throws NoSuchElementException if it is published by now
     */
    public OutboxView discardBlocked(String id) {
        monitor().discard(UUID.fromString(id));
        return outbox();
    }
}
