package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.kafkaproducer.outbox.BlockedKey;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;

/** Asks the table, by a connection that has no part in any transaction of the application. */
final class OutboxStatus implements OutboxMonitor {

    private static final long SHORTEST_PAUSE = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(100).toNanos();

    private final OutboxTable table;
    private final RelayConnections connections;
    private final Runnable changed;

    /** @param changed told when rows that were held back may go */
    OutboxStatus(OutboxTable table, RelayConnections connections, Runnable changed) {
        this.table = table;
        this.connections = connections;
        this.changed = changed;
    }

    /** Something to ask. */
    private interface Question<R> {
        R ask(Connection connection) throws SQLException;
    }

    private <R> R ask(Question<R> question) {
        try (Connection connection = connections.get()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox table '" + table.name() + "' cannot be asked: " + e.getMessage(), e);
        }
    }

    @Override
    public long pending() {
        return ask(table::count);
    }

    long blockedCount() {
        return ask(table::countBlocked);
    }

    @Override
    public Optional<Duration> oldest() {
        return ask(table::oldest);
    }

    @Override
    public List<BlockedKey> blocked() {
        return ask(table::blocked);
    }

    @Override
    public void retry(UUID id) {
        if (!ask(connection -> table.retry(connection, id))) {
            throw missing(id);
        }
        changed.run();
    }

    @Override
    public void discard(UUID id) {
        if (!ask(connection -> table.discard(connection, id))) {
            throw missing(id);
        }
        changed.run();
    }

    private NoSuchElementException missing(UUID id) {
        return new NoSuchElementException("The outbox table '" + table.name() + "' has no record " + id
                + "; perhaps it is published by now");
    }

    @Override
    public boolean awaitEmpty(Duration timeout) {
        if (timeout == null || timeout.isNegative()) {
            throw new IllegalArgumentException("The timeout " + timeout + " should be zero or positive");
        }
        long end = System.nanoTime() + timeout.toNanos();
        long pause = SHORTEST_PAUSE;
        while (!ask(table::isEmpty)) {
            long left = end - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, Math.min(left, pause));
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
        return true;
    }
}
