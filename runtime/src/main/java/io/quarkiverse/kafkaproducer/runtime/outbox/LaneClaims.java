package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * The lanes that this relay has claimed, by a transaction that does nothing else. They are released together; while the
 * transaction lasts, and no longer, no other relay has any of them.
 */
final class LaneClaims {

    private static final Logger LOG = Logger.getLogger(LaneClaims.class);

    private static final long TOUCH = TimeUnit.SECONDS.toNanos(5);
    private static final long STALE = TimeUnit.SECONDS.toNanos(25);

    private final ConnectionSource connections;
    private final Dialect dialect;
    private final Map<Integer, HeldLane> lanes = new TreeMap<>();
    private Connection connection;
    private long since;
    private long touched;

    LaneClaims(ConnectionSource connections, Dialect dialect) {
        this.connections = connections;
        this.dialect = dialect;
    }

    Collection<HeldLane> lanes() {
        return lanes.values();
    }

    HeldLane get(int number) {
        return lanes.get(number);
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** Returns when the oldest claim was made, or last extended, by {@link System#nanoTime()}. */
    long since() {
        return since;
    }

    void extend(long now) {
        since = now;
    }

    /**
     * Has the database hear of them, if it has not for a while.
     *
     * @throws SQLException if they may have ended by now
     */
    void touch(long now) throws SQLException {
        if (lanes.isEmpty() || now - touched < TOUCH) {
            return;
        }
        if (isStale(now)) {
            throw new SQLException("The application stood still for " + TimeUnit.NANOSECONDS.toSeconds(now - touched) + " s");
        }
        dialect.claim(connection, Set.of(lanes.keySet().iterator().next()));
        touched = System.nanoTime();
    }

    /** Returns whether the database may have ended them, as this application stood still. */
    boolean isStale(long now) {
        return !lanes.isEmpty() && now - touched > STALE;
    }

    /** Claims those of these lanes that nobody has, and returns their numbers. */
    Set<Integer> claim(Collection<Integer> numbers, long now) throws SQLException {
        if (connection == null) {
            connection = connections.get();
            connection.setAutoCommit(false);
        }
        Set<Integer> claimed = dialect.claim(connection, numbers);
        touched = System.nanoTime();
        if (lanes.isEmpty()) {
            since = now;
        }
        claimed.forEach(number -> lanes.put(number, new HeldLane(number)));
        if (lanes.isEmpty()) {
            release();
        }
        return claimed;
    }

    void release() throws SQLException {
        lanes.clear();
        Connection last = connection;
        connection = null;
        if (last != null) {
            try (last) {
                last.rollback();
                last.setAutoCommit(true);
            }
        }
    }

    /** The database, or the way to it, is gone, and the claims with it. */
    void lose() {
        try {
            release();
        } catch (SQLException e) {
            LOG.debugf(e, "The claims of outbox lanes had ended already");
        }
    }
}
