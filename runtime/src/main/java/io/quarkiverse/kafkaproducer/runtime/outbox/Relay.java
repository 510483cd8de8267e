package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

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
 * without its key ({@link Chain#detach()}); a topic of which nothing is acknowledged is tried gently ({@link TopicGates}).
 */
final class Relay implements Runnable {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** Other replicas want their turn, and learn of what this one missed. */
    private static final long LONGEST_CLAIM = TimeUnit.MILLISECONDS.toNanos(500);
    /** A record that takes longer is waited for by its own key alone. */
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_FOR_LONG = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLAIM_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CLAIM_AT_LAST = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LANE_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    /** Kafka transactions at the same time. */
    private static final int TRANSACTIONS = 8;
    private static final int MOST_DETACHED = 10_000;
    private static final long RECONNECT_FIRST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RECONNECT_AT_MOST = TimeUnit.SECONDS.toNanos(2);
    private static final long BYTES_AT_A_TIME = 16L * 1024 * 1024;
    private static final int LEAST_OF_A_LANE = 16;
    private static final int MOST_ERROR_TEXT = 1000;
    private static final double JITTER = 0.25;

    private static final Object WAKE_UP = new Object();

    private final OutboxSettings settings;
    private final OutboxTable table;
    private final RelayConnections connections;
    private final RelayProducers producers;
    private final RelayObserver observer;

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    /** Lanes to which this application has committed rows. */
    private final Set<Integer> committed = new HashSet<>();
    private volatile boolean stopping;
    private volatile boolean lookAgain;
    private final Thread thread = new Thread(this, "kafka-producer-outbox");

    private final LaneClaims claims;
    private final HeldKeys held = new HeldKeys();
    private final TopicGates gates = new TopicGates();
    /** Chains that have a record on its way. */
    private final Map<RowKey, Chain> chains = new HashMap<>();
    /** Ids that have been acknowledged, with the key that must not be read before they are deleted. */
    private final Map<Long, RowKey> acknowledged = new LinkedHashMap<>();
    private final Deque<Note> notes = new ArrayDeque<>();
    /** Lanes whose transactions fail, and until when they are left alone. */
    private final Map<Integer, Long> paused = new HashMap<>();
    /** Null where there are none. */
    private final ExecutorService transactionThreads;
    private int openTransactions;
    /** The number of detached chains. */
    private int detached;
    /** Lanes that this application has written to. */
    private final Set<Integer> fresh = new TreeSet<>();
    /** The same, but another replica has claimed them, which may have looked before our commit. */
    private final Set<Integer> contested = new TreeSet<>();
    /** Lanes that have rows of whomever. */
    private final Set<Integer> found = new TreeSet<>();
    private long claimAgainAt;
    private long claimPause = CLAIM_AGAIN;
    private long pollAt;
    private long lookForLongAt;
    private boolean prepared;
    /** The time of the next try, after the database has failed. */
    private long databaseAt;
    private long reconnectPause;
    private boolean databaseLost;

    /** News of a row for other relays, and for people, written to the table. */
    private record Note(PendingRow row, HeldKeys.Verdict verdict, String error, boolean parked) {
    }

    Relay(OutboxSettings settings, OutboxTable table, RelayConnections connections, RelayProducers producers,
            RelayObserver observer) {
        this.settings = settings;
        this.table = table;
        this.connections = connections;
        this.producers = producers;
        this.observer = observer;
        this.claims = new LaneClaims(connections, table.dialect());
        this.transactionThreads = settings.transactional()
                ? Executors.newFixedThreadPool(TRANSACTIONS, Relay::transactionThread)
                : null;
    }

    private static Thread transactionThread(Runnable work) {
        Thread thread = new Thread(work, "kafka-producer-outbox-transaction");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    // ---- told by others

    /** The application has committed rows to these lanes. */
    void committed(Collection<Integer> lanes) {
        boolean first;
        synchronized (committed) {
            first = committed.isEmpty();
            committed.addAll(lanes);
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
        pollAt = now;
        claimAgainAt = now;
        lookForLongAt = now;
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
        claims.touch(now);
        if (now - databaseAt < 0) {
            return;
        }
        boolean poll = now - pollAt >= 0;
        if (poll || !acknowledged.isEmpty() || !notes.isEmpty() || isWorkLeft(now)) {
            detachLong(now);
            try (Connection connection = connections.get()) {
                prepare(connection);
                deleteAcknowledged(connection);
                writeNotes(connection);
                if (poll) {
                    poll(connection, now);
                }
                databaseWorks();
                claim(now);
                read(connection, now);
            }
        }
        release(System.nanoTime());
    }

    private boolean isWorkLeft(long now) {
        return isClaimWanted(now) || isReadable(now) || !chains.isEmpty() && now - lookForLongAt >= 0;
    }

    private boolean isClaimWanted(long now) {
        return !isClosing(now)
                && (!fresh.isEmpty() || !found.isEmpty() || !contested.isEmpty() && now - claimAgainAt >= 0);
    }

    private boolean isReadable(long now) {
        if (isClosing(now) || chains.size() - detached >= 2 * settings.batchSize() || detached >= MOST_DETACHED) {
            return false;
        }
        for (HeldLane lane : claims.lanes()) {
            if (isReadable(lane, now)) {
                return true;
            }
        }
        return false;
    }

    private boolean isReadable(HeldLane lane, long now) {
        return lane.isReadable() && (paused.isEmpty() || paused.getOrDefault(lane.number, now) - now <= 0);
    }

    private void await() {
        long now = System.nanoTime();
        boolean ready = isClaimWanted(now) || isReadable(now) || !acknowledged.isEmpty() || !notes.isEmpty();
        long heldFor = Math.min(held.nextIn(now), gates.nextIn(now));
        long until = ready ? 0 : Math.min(heldFor, pollAt - now);
        if (!contested.isEmpty() && !isClosing(now)) {
            until = Math.min(until, claimAgainAt - now);
        }
        if (!chains.isEmpty()) {
            until = Math.min(until, LOOK_FOR_LONG);
        }
        until = Math.max(until, databaseAt - now);
        if (until > 0) {
            try {
                Object event = events.poll(until, TimeUnit.NANOSECONDS);
                if (event != null) {
                    handle(event);
                }
            } catch (InterruptedException e) {
                // nobody has a reason to do that
                LOG.debug("The outbox relay was interrupted, and goes on");
            }
        }
        long later = System.nanoTime();
        if (later - now >= heldFor) {
            // what was held back may be tried now
            pollAt = later;
        }
    }

    private void handleEvents() {
        for (Object event = events.poll(); event != null; event = events.poll()) {
            handle(event);
        }
        synchronized (committed) {
            fresh.addAll(committed);
            committed.clear();
        }
        if (lookAgain) {
            lookAgain = false;
            held.releaseAll(System.nanoTime());
            claims.lanes().forEach(lane -> lane.unread = true);
            pollAt = System.nanoTime();
        }
    }

    private void handle(Object event) {
        if (event instanceof RelaySend send) {
            ended(send);
        } else if (event instanceof LaneTransaction transaction) {
            ended(transaction);
        }
    }

    // ---- sends

    /** Sends the first row of a chain, if it may go out now. */
    private void send(Chain chain) {
        long now = System.nanoTime();
        PendingRow row = chain.first();
        if (stopping || databaseLost || claims.isStale(now) || !gates.enter(chain.key().topicName(), now)) {
            end(chain);
            return;
        }
        chains.put(chain.key(), chain);
        chain.sent(now);
        RelayProducer producer;
        RelaySend send;
        boolean taken;
        try {
            producer = producers.get(row.producer());
            send = new RelaySend(producer.origin(), producer, chain, row, events::add);
            taken = producer.origin().path().submit(send, RelayProducer.record(row), WhenFull.BLOCK);
        } catch (RuntimeException | Error e) {
            // no such producer, or somebody else's headers: another replica may know better
            failed(chain, row, e.getClass().getSimpleName() + ": " + e.getMessage(), e instanceof IllegalArgumentException);
            return;
        }
        if (!taken) {
            ended(send);
        }
    }

    private void ended(RelaySend send) {
        Chain chain = send.chain();
        PendingRow row = send.row();
        if (send.metadata() != null) {
            send.producer().origin().path().result(send);
            acknowledged(chain, row);
            return;
        }
        SendException failure = send.producer().origin().path().failed(send);
        boolean refused = failure instanceof SendRejectedException && failure.outcome() == Outcome.NOT_SENT
                && !failure.retriable();
        failed(chain, row, failure.getClass().getSimpleName() + ": " + failure.getMessage(), refused);
    }

    private void acknowledged(RowKey key, PendingRow row) {
        acknowledged.put(row.id(), key);
        observer.published(row);
        held.release(key);
        if (gates.acknowledged(key.topicName())) {
            claims.lanes().forEach(lane -> lane.unread = true);
            pollAt = System.nanoTime();
        }
    }

    /** Goes on with the next row of the chain. */
    private void acknowledged(Chain chain, PendingRow row) {
        acknowledged(chain.key(), row);
        chain.removeFirst();
        if (chain.first() != null) {
            send(chain);
            return;
        }
        chains.remove(chain.key());
        if (chain.isDetached()) {
            detached--;
            // there may be more of its key, which nobody has read
            pollAt = System.nanoTime();
        }
    }

    /** @param refused whether it is known that Kafka will not have it */
    private void failed(Chain chain, PendingRow row, String error, boolean refused) {
        failed(row, error, refused);
        end(chain);
    }

    private void failed(PendingRow row, String error, boolean refused) {
        long now = System.nanoTime();
        HeldKeys.Verdict verdict = held.failed(row, now);
        gates.inTrouble(row.rowKey().topicName(), now);
        if (verdict.isToBeNoted()) {
            boolean parked = refused && settings.park();
            String text = KnownSecrets.hide(error);
            notes.add(new Note(row, verdict,
                    text.length() > MOST_ERROR_TEXT ? text.substring(0, MOST_ERROR_TEXT) : text, parked));
        }
    }

    /** Drops a chain. Its rows are still in the table, and are read again. */
    private void end(Chain chain) {
        HeldLane lane = chain.lane();
        if (lane != null) {
            // other keys of it may be left
            lane.unread = true;
        }
        chain.drop();
        if (chains.remove(chain.key(), chain) && chain.isDetached()) {
            detached--;
        }
    }

    // ---- the database

    private void prepare(Connection connection) throws SQLException {
        if (!prepared) {
            table.dialect().prepareLanes(connection, settings.lanes());
            prepared = true;
        }
    }

    private void deleteAcknowledged(Connection connection) throws SQLException {
        if (!acknowledged.isEmpty()) {
            table.delete(connection, acknowledged.keySet());
            acknowledged.clear();
        }
    }

    private void writeNotes(Connection connection) throws SQLException {
        while (!notes.isEmpty()) {
            Note note = notes.peek();
            if (note.parked()) {
                table.parked(connection, note.row().id(), note.error());
                held.release(note.row().rowKey());
                claims.lanes().forEach(lane -> lane.unread = true);
            } else {
                table.failed(connection, note.row().id(), TimeUnit.NANOSECONDS.toMillis(note.verdict().waitNanos()),
                        note.error());
            }
            notes.poll();
            if (note.verdict().attempts() == 2 || note.parked()) {
                observer.blocked(note.row(), note.error(), note.parked());
            }
        }
    }

    /** Has lanes go on without what is long on its way. */
    private void detachLong(long now) {
        if (now - lookForLongAt < 0) {
            return;
        }
        lookForLongAt = now + LOOK_FOR_LONG;
        for (Chain chain : chains.values()) {
            if (!chain.isDetached() && now - chain.sentAt() > LONG) {
                gates.inTrouble(chain.key().topicName(), now);
                chain.lane().unread = true;
                chain.detach();
                detached++;
            }
        }
    }

    private void poll(Connection connection, long now) throws SQLException {
        long interval = settings.pollInterval().toNanos();
        pollAt = now + interval + (long) (interval * JITTER * ThreadLocalRandom.current().nextDouble());
        held.forgetOld(now);
        List<Long> noted = held.notedRows(now);
        if (!noted.isEmpty()) {
            held.keepNoted(table.stillHeld(connection, noted), now);
        }
        for (int lane : table.lanesWithRows(connection)) {
            HeldLane mine = claims.get(lane);
            if (mine == null) {
                found.add(lane);
            } else {
                mine.unread = true;
            }
        }
    }

    private void claim(long now) throws SQLException {
        for (HeldLane lane : claims.lanes()) {
            if (fresh.remove(lane.number) | contested.remove(lane.number) | found.remove(lane.number)) {
                lane.unread = true;
            }
        }
        if (!isClaimWanted(now)) {
            return;
        }
        boolean again = now - claimAgainAt >= 0;
        Set<Integer> numbers = new TreeSet<>(found);
        numbers.addAll(fresh);
        if (again) {
            numbers.addAll(contested);
        }
        Set<Integer> claimed = claims.claim(numbers, now);
        found.clear();
        contested.addAll(fresh);
        contested.removeAll(claimed);
        fresh.clear();
        if (contested.isEmpty()) {
            claimPause = CLAIM_AGAIN;
        } else if (again) {
            claimAgainAt = now + claimPause;
            claimPause = Math.min(CLAIM_AT_LAST, 2 * claimPause);
        }
    }

    private boolean isClosing(long now) {
        return !claims.isEmpty() && now - claims.since() > LONGEST_CLAIM;
    }

    private void read(Connection connection, long now) throws SQLException {
        if (!isReadable(now)) {
            return;
        }
        List<Integer> lanes = new ArrayList<>();
        for (HeldLane lane : claims.lanes()) {
            if (isReadable(lane, now)) {
                lanes.add(lane.number);
                paused.remove(lane.number);
                lane.unread = false;
            }
        }
        int ofEachLane = Math.max(Math.min(LEAST_OF_A_LANE, settings.batchSize()), settings.batchSize() / lanes.size());
        List<RowKey> without = new ArrayList<>(held.held(now));
        for (Chain chain : chains.values()) {
            if (chain.isDetached()) {
                without.add(chain.key());
            }
        }
        List<PendingRow> rows = table.read(connection, lanes, new Excluded(without, gates.closed(now)), ofEachLane,
                BYTES_AT_A_TIME);
        sendAll(rows, ofEachLane, lanes);
    }

    private void sendAll(List<PendingRow> rows, int ofEachLane, List<Integer> lanes) {
        long now = System.nanoTime();
        long bytes = 0;
        Map<RowKey, Chain> read = new LinkedHashMap<>();
        Map<Integer, Integer> count = new HashMap<>();
        for (PendingRow row : rows) {
            HeldLane lane = claims.get(row.lane());
            count.merge(row.lane(), 1, Integer::sum);
            bytes += row.value() == null ? 0 : row.value().length;
            RowKey key = row.rowKey();
            if (row.waitMillis() > 0) {
                if (!read.containsKey(key)) {
                    held.found(row, now);
                }
                continue;
            }
            if (held.isHeld(key, now) || chains.containsKey(key)) {
                continue;
            }
            read.computeIfAbsent(key, one -> new Chain(one, lane)).add(row);
        }
        for (int lane : lanes) {
            if (bytes >= BYTES_AT_A_TIME || rows.size() >= (long) ofEachLane * lanes.size()
                    || count.getOrDefault(lane, 0) >= ofEachLane) {
                claims.get(lane).unread = true;
            }
        }
        if (settings.transactional()) {
            sendInTransactions(read.values());
        } else {
            read.values().forEach(this::send);
        }
    }

    // ---- transactions

    /** One for each lane and producer; the rows of a key are in order in one of them. */
    private void sendInTransactions(Collection<Chain> chains) {
        record Group(HeldLane lane, String producer) {
        }
        Map<Group, List<PendingRow>> groups = new LinkedHashMap<>();
        long now = System.nanoTime();
        for (Chain chain : chains) {
            HeldLane lane = chain.lane();
            if (gates.enter(chain.key().topicName(), now)) {
                groups.computeIfAbsent(new Group(lane, chain.key().producer()), one -> new ArrayList<>())
                        .addAll(chain.rows());
            } else {
                lane.unread = true;
            }
            chain.drop();
        }
        groups.forEach((group, rows) -> {
            rows.sort(Comparator.comparingLong(PendingRow::id));
            begin(group.lane(), group.producer(), rows);
        });
    }

    private void begin(HeldLane lane, String producer, List<PendingRow> rows) {
        lane.rows += rows.size();
        openTransactions++;
        try {
            transactionThreads.execute(new LaneTransaction(lane, rows, producers.get(producer),
                    producers.transactionalId(producer, lane.number), events::add));
        } catch (RuntimeException e) {
            openTransactions--;
            lane.rows -= rows.size();
            failed(rows.get(0), e.getClass().getSimpleName() + ": " + e.getMessage(), true);
            lane.unread = true;
        }
    }

    private void ended(LaneTransaction transaction) {
        openTransactions--;
        HeldLane lane = transaction.lane();
        lane.rows -= transaction.rows().size();
        lane.unread = true;
        if (transaction.isCommitted()) {
            transaction.rows().forEach(row -> acknowledged(row.rowKey(), row));
            return;
        }
        PendingRow row = transaction.failedRow();
        if (row != null) {
            failed(row, transaction.error(), transaction.isRefused());
        } else {
            LOG.warnf("A Kafka transaction of outbox lane %d failed, and is tried again: %s", lane.number,
                    transaction.error());
            paused.put(lane.number, System.nanoTime() + LANE_PAUSE);
        }
    }

    /** Lets other replicas have the lanes, at once where there is nothing left to do, and from time to time. */
    private void release(long now) throws SQLException {
        if (claims.isEmpty() || !acknowledged.isEmpty()) {
            return;
        }
        boolean busy = false;
        boolean idle = true;
        for (HeldLane lane : claims.lanes()) {
            busy |= lane.rows > 0;
            idle &= lane.isIdle();
        }
        boolean onTheirWay = !chains.isEmpty();
        if (!busy && isClosing(now) && onTheirWay) {
            // only what is long on its way is left, and its keys must not be sent by somebody else meanwhile
            claims.extend(now);
        } else if (!busy && !onTheirWay && (idle || isClosing(now))) {
            for (HeldLane lane : claims.lanes()) {
                if (lane.unread) {
                    found.add(lane.number);
                }
            }
            claims.release();
        }
    }

    // ---- trouble with the database

    private void databaseFailed(SQLException e) {
        if (!databaseLost) {
            LOG.warnf("The outbox relay cannot use the database, and goes on when it can: %s", e.getMessage());
            LOG.debug("The failure of the database", e);
            reconnectPause = RECONNECT_FIRST;
        }
        databaseLost = true;
        // what is on its way ends by itself; nobody keeps others from sending it, too
        for (Chain chain : chains.values()) {
            if (!chain.isDetached()) {
                chain.detach();
                detached++;
            }
        }
        connections.flush();
        claims.lose();
        found.clear();
        long now = System.nanoTime();
        databaseAt = now + reconnectPause;
        pollAt = databaseAt;
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
            while ((!chains.isEmpty() || openTransactions > 0) && end - System.nanoTime() > 0) {
                Object event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event != null) {
                    handle(event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (transactionThreads != null) {
            transactionThreads.shutdownNow();
        }
        try {
            if (!acknowledged.isEmpty() || !notes.isEmpty()) {
                try (Connection connection = connections.get()) {
                    deleteAcknowledged(connection);
                    writeNotes(connection);
                }
            }
            claims.release();
        } catch (SQLException e) {
            LOG.warnf("%d published outbox records could not be deleted at the end, and are published again: %s",
                    acknowledged.size(), e.getMessage());
            claims.lose();
        }
    }
}
