package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Publishes what is in the table. One thread does it all, in steps: it waits for something to happen, sends what may be sent
 * next, deletes what has been acknowledged, and reads more.
 * <p>
 * <b>Order.</b> A row is sent only when all rows of its key that were read before it have been acknowledged, and a lane is read
 * again only when all of its acknowledged rows have been deleted; keys that are still on their way, or held back, are left out
 * then. So whoever sends a row has seen the acknowledgment of all earlier ones of its key, or that they were not there any
 * more, which nobody deletes before their acknowledgment. That holds for any number of relays, whatever becomes of their
 * claims: a claim that is lost costs copies, not the order of the first ones.
 * <p>
 * <b>Trouble.</b> A record that fails holds back its key ({@link HeldKeys}); one that is long on its way lets its lane go on
 * without its key ({@link KeyByKey}); a topic of which nothing is acknowledged is tried gently ({@link TopicGates}).
 */
final class Relay implements Runnable {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private static final long RECONNECT_FIRST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RECONNECT_AT_MOST = TimeUnit.SECONDS.toNanos(2);

    private static final RelayEvent WAKE_UP = () -> {
        // that it is awake is enough
    };

    private final OutboxSettings settings;
    private final OutboxTable table;
    private final SchemaCheck schema;
    private final RelayConnections connections;
    private final RelayProducers producers;

    private final BlockingQueue<RelayEvent> events = new LinkedBlockingQueue<>();
    /** Lanes to which this application has committed rows. */
    private final Set<Integer> committed = new HashSet<>();
    private volatile boolean stopping;
    private volatile boolean lookAgain;
    private final Thread thread = new Thread(this, "kafka-producer-outbox");

    private final RelayLanes lanes;
    private final RowOutcomes outcomes;
    private final Publishing publishing;
    private final RowReader reader;
    private final PollTimes polls;
    private boolean prepared;
    /** The time of the next try, after the database has failed. */
    private long databaseAt;
    private long reconnectPause;
    private boolean databaseLost;

    Relay(OutboxSettings settings, OutboxTable table, SchemaCheck schema, RelayConnections connections,
            RelayProducers producers, RelayObserver observer) {
        this.settings = settings;
        this.table = table;
        this.schema = schema;
        this.connections = connections;
        this.producers = producers;
        this.lanes = new RelayLanes(new LaneClaims(connections, table.dialect()), System.nanoTime());
        this.outcomes = new RowOutcomes(table, observer, settings.park());
        this.polls = new PollTimes(settings.pollInterval().toNanos());
        this.publishing = settings.transactional()
                ? new LaneByLane(producers, outcomes, lane -> lanes.pause(lane, System.nanoTime()), this::pollNow, events::add)
                : new KeyByKey(producers, outcomes, 2 * settings.batchSize(), this::maySend, this::pollNow, events::add);
        this.reader = new RowReader(table, settings.batchSize(), outcomes, publishing);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    // ---- told by others

    /** The application has committed rows to these lanes. */
    void committed(Collection<Integer> to) {
        boolean first;
        synchronized (committed) {
            first = committed.isEmpty();
            committed.addAll(to);
        }
        if (first) {
            events.add(WAKE_UP);
        }
    }

    /** Somebody has changed rows: those that were held back may go. */
    void lookAgain() {
        lookAgain = true;
        events.add(WAKE_UP);
    }

    /** Sends nothing more, and waits for what is on its way. Blocks. */
    void stop(Duration timeout) {
        stopping = true;
        events.add(WAKE_UP);
        try {
            thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- the thread

    @Override
    public void run() {
        long now = System.nanoTime();
        polls.at(now);
        databaseAt = now;
        while (!stopping) {
            try {
                step();
            } catch (SQLException e) {
                databaseFailed(e);
            } catch (RuntimeException | Error e) {
                // whatever it is, the outbox must go on; claims and rows are taken anew
                LOG.error("The outbox relay failed, and goes on", e);
                databaseFailed(new SQLException(e));
            }
        }
        finish();
    }

    private void step() throws SQLException {
        await();
        handleEvents();
        long now = System.nanoTime();
        lanes.touch(now);
        if (now - databaseAt < 0) {
            return;
        }
        boolean poll = polls.isDue(now);
        if (poll || isWorkLeft(now) || publishing.isLookWanted(now)) {
            publishing.detachLong(now);
            try (Connection connection = connections.get()) {
                prepare(connection);
                if (outcomes.write(connection)) {
                    lanes.readAgain();
                }
                if (poll) {
                    poll(connection, now);
                }
                databaseWorks();
                lanes.claim(now);
                read(connection, now);
            }
        }
        if (!outcomes.hasUndeleted()) {
            lanes.release(System.nanoTime(), publishing.holdsKeys());
        }
    }

    private boolean isWorkLeft(long now) {
        return outcomes.areUnwritten() || lanes.isClaimWanted(now) || isReadWanted(now);
    }

    private boolean isReadWanted(long now) {
        return !publishing.isFull() && lanes.areReadable(now);
    }

    private void await() {
        long now = System.nanoTime();
        long heldFor = outcomes.nextIn(now);
        long until = isWorkLeft(now) ? 0 : Math.min(heldFor, polls.in(now));
        until = Math.min(until, lanes.nextIn(now));
        if (publishing.holdsKeys()) {
            until = Math.min(until, KeyByKey.LOOK_FOR_LONG);
        }
        until = Math.max(until, databaseAt - now);
        if (until > 0) {
            try {
                RelayEvent event = events.poll(until, TimeUnit.NANOSECONDS);
                if (event != null) {
                    event.handle();
                }
            } catch (InterruptedException e) {
                // nobody has a reason to do that
                LOG.debug("The outbox relay was interrupted, and goes on");
            }
        }
        long later = System.nanoTime();
        if (later - now >= heldFor) {
            // what was held back may be tried now
            polls.at(later);
        }
    }

    private void handleEvents() {
        for (RelayEvent event = events.poll(); event != null; event = events.poll()) {
            event.handle();
        }
        synchronized (committed) {
            lanes.written(committed);
            committed.clear();
        }
        if (lookAgain) {
            lookAgain = false;
            outcomes.held().releaseAll(System.nanoTime());
            pollNow();
        }
    }

    private void pollNow() {
        polls.at(System.nanoTime());
    }

    /** Returns whether rows that have been read may still go out. */
    private boolean maySend() {
        return !stopping && !databaseLost && !lanes.areStale(System.nanoTime());
    }

    // ---- the database

    private void prepare(Connection connection) throws SQLException {
        if (!prepared) {
            try {
                schema.run();
            } catch (ConfigurationException e) {
                // the database was away when the application started, and the table may be made yet
                throw new SQLException(e.getMessage(), e);
            }
            table.dialect().prepareLanes(connection, settings.lanes());
            prepared = true;
        }
    }

    private void poll(Connection connection, long now) throws SQLException {
        polls.polled(now);
        outcomes.refresh(connection, now);
        lanes.found(table.lanesWithRows(connection));
    }

    private void read(Connection connection, long now) throws SQLException {
        if (isReadWanted(now)) {
            List<HeldLane> readable = lanes.takeReadable(now);
            publishing.publish(reader.read(connection, readable));
        }
    }

    private void databaseFailed(SQLException e) {
        if (!databaseLost) {
            LOG.warnf("The outbox relay cannot use the database, and goes on when it can: %s", e.getMessage());
            LOG.debug("The failure of the database", e);
            reconnectPause = RECONNECT_FIRST;
        }
        databaseLost = true;
        // what is on its way ends by itself; nobody keeps others from sending it, too
        publishing.detachAll();
        connections.flush();
        lanes.lose();
        databaseAt = System.nanoTime() + reconnectPause;
        polls.at(databaseAt);
        reconnectPause = Math.min(RECONNECT_AT_MOST, 2 * reconnectPause);
    }

    private void databaseWorks() {
        if (databaseLost) {
            LOG.info("The outbox relay can use the database again");
            databaseLost = false;
        }
    }

    // ---- the end

    private void finish() {
        long end = System.nanoTime() + producers.closeTimeout().toNanos();
        try {
            while (!publishing.isIdle() && end - System.nanoTime() > 0) {
                RelayEvent event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event != null) {
                    event.handle();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publishing.close();
        try {
            if (outcomes.areUnwritten()) {
                try (Connection connection = connections.get()) {
                    outcomes.write(connection);
                }
            }
            lanes.releaseAll();
        } catch (SQLException e) {
            LOG.warnf("%d published outbox records could not be deleted at the end, and are published again: %s",
                    outcomes.undeleted(), e.getMessage());
            lanes.lose();
        }
    }
}
