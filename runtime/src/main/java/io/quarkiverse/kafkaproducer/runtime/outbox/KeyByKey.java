package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;

/**
 * Sends the rows of a key one after another, each after the acknowledgment of the one before, and keys beside one another.
 */
final class KeyByKey implements Publishing {

    /** A record that takes longer is waited for by its own key alone. */
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(500);
    static final long LOOK_FOR_LONG = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_DETACHED = 10_000;

    private final RelayProducers producers;
    private final RowOutcomes outcomes;
    private final int most;
    private final BooleanSupplier mayBegin;
    private final Runnable pollNow;
    private final Consumer<RelayEvent> events;
    private final Consumer<RelaySend> whenEnded = this::ended;
    /** Chains that have a record on its way. */
    private final Map<RowKey, Chain> chains = new HashMap<>();
    private int detached;
    private long lookAt = System.nanoTime();

    /**
     * @param most about how many keys may be on their way
     * @param mayBegin whether rows may go out still
     * @param pollNow has all lanes looked at
     * @param events given what has happened on other threads
     */
    KeyByKey(RelayProducers producers, RowOutcomes outcomes, int most, BooleanSupplier mayBegin, Runnable pollNow,
            Consumer<RelayEvent> events) {
        this.producers = producers;
        this.outcomes = outcomes;
        this.most = most;
        this.mayBegin = mayBegin;
        this.pollNow = pollNow;
        this.events = events;
    }

    @Override
    public void publish(Collection<Chain> read) {
        read.forEach(this::send);
    }

    /** Sends the first row of a chain, if it may go out now. */
    private void send(Chain chain) {
        long now = System.nanoTime();
        if (!mayBegin.getAsBoolean() || !outcomes.gates().enter(chain.key().topicName(), now)) {
            end(chain);
            return;
        }
        chains.put(chain.key(), chain);
        chain.sent(now);
        PendingRow row = chain.first();
        RelaySend send;
        boolean taken;
        try {
            RelayProducer producer = producers.get(row.producer());
            send = new RelaySend(producer, chain, row, events, whenEnded);
            taken = producer.origin().path().submit(send, RelayProducer.record(row), WhenFull.BLOCK);
        } catch (RuntimeException | Error e) {
            // no such producer, or somebody else's headers: another replica may know better
            outcomes.failed(row, RowOutcomes.text(e), e instanceof IllegalArgumentException);
            end(chain);
            return;
        }
        if (!taken) {
            ended(send);
        }
    }

    private void ended(RelaySend send) {
        Chain chain = send.chain();
        if (send.metadata() != null) {
            send.producer().origin().path().result(send);
            acknowledged(chain, send.row());
        } else {
            SendException failure = send.producer().origin().path().failed(send);
            outcomes.failed(send.row(), failure);
            end(chain);
        }
    }

    /** Goes on with the next row of the chain. */
    private void acknowledged(Chain chain, PendingRow row) {
        if (outcomes.acknowledged(chain.key(), row)) {
            pollNow.run();
        }
        chain.removeFirst();
        if (chain.first() != null) {
            send(chain);
            return;
        }
        chains.remove(chain.key());
        if (chain.isDetached()) {
            detached--;
            // there may be more of its key, which nobody has read
            pollNow.run();
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

    @Override
    public boolean isFull() {
        return chains.size() - detached >= most || detached >= MOST_DETACHED;
    }

    @Override
    public boolean isIdle() {
        return chains.isEmpty();
    }

    @Override
    public boolean holdsKeys() {
        return !chains.isEmpty();
    }

    @Override
    public boolean isOnItsWay(RowKey key) {
        return chains.containsKey(key);
    }

    @Override
    public Collection<RowKey> detachedKeys() {
        return detached == 0 ? List.of() : chains.values().stream().filter(Chain::isDetached).map(Chain::key).toList();
    }

    @Override
    public boolean isLookWanted(long now) {
        return !chains.isEmpty() && now - lookAt >= 0;
    }

    @Override
    public void detachLong(long now) {
        if (!isLookWanted(now)) {
            return;
        }
        lookAt = now + LOOK_FOR_LONG;
        for (Chain chain : chains.values()) {
            if (!chain.isDetached() && now - chain.sentAt() > LONG) {
                outcomes.gates().inTrouble(chain.key().topicName(), now);
                chain.lane().unread = true;
                detach(chain);
            }
        }
    }

    @Override
    public void detachAll() {
        chains.values().stream().filter(chain -> !chain.isDetached()).forEach(this::detach);
    }

    private void detach(Chain chain) {
        chain.detach();
        detached++;
    }

    @Override
    public void close() {
        // sends end by themselves
    }
}
