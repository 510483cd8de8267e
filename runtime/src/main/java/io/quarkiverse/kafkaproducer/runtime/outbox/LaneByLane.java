package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/** Publishes what has been read of a lane in one Kafka transaction, and lanes beside one another. */
final class LaneByLane implements Publishing {

    private static final Logger LOG = Logger.getLogger(LaneByLane.class);
    /** Kafka transactions at the same time. */
    private static final int TRANSACTIONS = 8;

    private final RelayProducers producers;
    private final RowOutcomes outcomes;
    private final Consumer<HeldLane> pause;
    private final Runnable pollNow;
    private final Consumer<RelayEvent> events;
    private final ExecutorService threads = Executors.newFixedThreadPool(TRANSACTIONS, LaneByLane::thread);
    private int open;

    /**
     * @param pause has a lane left alone for a moment
     * @param pollNow has all lanes looked at
     * @param events given what has happened on other threads
     */
    LaneByLane(RelayProducers producers, RowOutcomes outcomes, Consumer<HeldLane> pause, Runnable pollNow,
            Consumer<RelayEvent> events) {
        this.producers = producers;
        this.outcomes = outcomes;
        this.pause = pause;
        this.pollNow = pollNow;
        this.events = events;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kafka-producer-outbox-transaction");
        thread.setDaemon(true);
        return thread;
    }

    /** One transaction for each lane and producer; the rows of a key are in order in one of them. */
    @Override
    public void publish(Collection<Chain> chains) {
        record Group(HeldLane lane, String producer) {
        }
        Map<Group, List<PendingRow>> groups = new LinkedHashMap<>();
        long now = System.nanoTime();
        for (Chain chain : chains) {
            HeldLane lane = chain.lane();
            if (outcomes.gates().enter(chain.key().topicName(), now)) {
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
        open++;
        try {
            threads.execute(new LaneTransaction(lane, rows, producers.get(producer),
                    producers.transactionalId(producer, lane.number), one -> events.accept(() -> ended(one))));
        } catch (RuntimeException e) {
            open--;
            lane.rows -= rows.size();
            outcomes.failed(rows.get(0), RowOutcomes.text(e), true);
            lane.unread = true;
        }
    }

    private void ended(LaneTransaction transaction) {
        open--;
        HeldLane lane = transaction.lane();
        lane.rows -= transaction.rows().size();
        lane.unread = true;
        PendingRow failed = transaction.failedRow();
        if (transaction.isCommitted()) {
            transaction.rows().forEach(this::acknowledged);
        } else if (failed != null) {
            outcomes.failed(failed, transaction.error(), transaction.isRefused());
        } else {
            LOG.warnf("A Kafka transaction of outbox lane %d failed, and is tried again: %s", lane.number,
                    transaction.error());
            pause.accept(lane);
        }
    }

    private void acknowledged(PendingRow row) {
        if (outcomes.acknowledged(row.rowKey(), row)) {
            pollNow.run();
        }
    }

    @Override
    public boolean isFull() {
        // a lane is not read while a transaction of it is open
        return false;
    }

    @Override
    public boolean isIdle() {
        return open == 0;
    }

    @Override
    public boolean holdsKeys() {
        return false;
    }

    @Override
    public boolean isOnItsWay(RowKey key) {
        return false;
    }

    @Override
    public Collection<RowKey> detachedKeys() {
        return List.of();
    }

    @Override
    public boolean isLookWanted(long now) {
        return false;
    }

    @Override
    public void detachLong(long now) {
        // the whole lane waits
    }

    @Override
    public void detachAll() {
        // the brokers refuse a transaction whose lane somebody else has taken over
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
