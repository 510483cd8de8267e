package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The queue's knowledge of one Kafka client: its topics, and the records that it has. It ends with the client. The owner's,
 * save the count of what is in flight.
 */
public final class ClientSession {

    /** Entries that have ended are swept out when they are more than those that have not, and this many. */
    private static final int FEW = 1024;
    /** Beyond this many, a topic at rest is forgotten: names may be generated. */
    private static final int REMEMBERED = 1024;

    private final Client client;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final RoundTrips trips = new RoundTrips();
    /** The time at which a record went out while no other was in flight; stays until all have come back. */
    private long tripStarted;
    /** The entries in flight, in the order in which they were handed over, among others that have ended. */
    private final EntryList handedOver = new EntryList();
    private final Map<String, TopicState> topics = new HashMap<>();
    /** The number of entries that the last sweep had to leave. */
    private int leftBySweep;
    private boolean used;
    private long replacedAt;
    private boolean givenUp;
    private boolean diagnosed;
    private long diagnosedAt;

    public ClientSession(Client client) {
        this.client = client;
    }

    Client client() {
        return client;
    }

    /** Returns how many records the client has. Safe for any thread. */
    int inFlight() {
        return inFlight.get();
    }

    /** Returns for how many nanoseconds records wait at most for what is in flight. Safe for any thread. */
    long grouping() {
        return trips.longestWait();
    }

    TopicState topic(String topic) {
        TopicState known = topics.get(topic);
        if (known == null) {
            if (topics.size() >= REMEMBERED) {
                topics.values().removeIf(TopicState::isIdle);
            }
            known = new TopicState(this, topic);
            topics.put(topic, known);
        }
        return known;
    }

    /** Metadata have come: what is known is asked for again. */
    void forgetMetadata() {
        topics.values().forEach(TopicState::forget);
    }

    /** Adds an entry. Must be called before the client is given it. */
    void enter(Entry entry, long now) {
        used = true;
        if (inFlight.get() == 0) {
            tripStarted = now;
        }
        inFlight.incrementAndGet();
        handedOver.add(entry);
    }

    /** Forgets entries that have ended: the oldest ones at once, those behind one that has not ended when they are many. */
    void dropEnded() {
        while (handedOver.first != null && !isHere(handedOver.first)) {
            handedOver.poll();
        }
        if (handedOver.size() > Math.max(2 * inFlight.get(), leftBySweep) + FEW) {
            sweep();
            leftBySweep = handedOver.size();
        } else if (handedOver.isEmpty()) {
            leftBySweep = 0;
        }
    }

    /** Safe for any thread. Returns whether it was the last one. */
    boolean leave(Clock clock) {
        // read before others may start the next one
        long started = tripStarted;
        if (inFlight.decrementAndGet() != 0) {
            return false;
        }
        trips.made(started, clock.nanoTime());
        return true;
    }

    private static boolean isHere(Entry entry) {
        return entry.state() == Entry.QUEUED || entry.state() == Entry.RETURNED || entry.isWithClient();
    }

    /**
     * Removes ended entries, but none behind an entry that was returned: it must still be seen whether a later one of its key
     * has gone out.
     */
    private void sweep() {
        boolean[] returned = new boolean[1];
        handedOver.removeIf(entry -> {
            returned[0] |= entry.state() == Entry.RETURNED;
            return !returned[0] && !isHere(entry);
        });
    }

    /** Returns whether the client has a record of a topic that was handed over when the topic had fewer partitions. */
    boolean hasOlder(TopicState topic, int partitions) {
        for (Entry entry = handedOver.first; entry != null; entry = entry.link) {
            if (entry.view.topic() == topic && entry.view.metadata().partitions() < partitions && isHere(entry)) {
                return true;
            }
        }
        return false;
    }

    /** Tells of each entry that the client was given and has not taken. */
    void forEachNotTaken(Consumer<Entry> action) {
        for (Entry entry = handedOver.first; entry != null; entry = entry.link) {
            if (entry.state() == Entry.QUEUED) {
                action.accept(entry);
            }
        }
    }

    /**
     * Takes out the entries that have come back and were collected, in the order in which they were handed over, and marks
     * those that a later one with the same order has overtaken.
     */
    List<Entry> takeReturned(Function<Entry, Object> orderOf) {
        List<Entry> taken = new ArrayList<>();
        Map<Object, List<Entry>> byOrder = new HashMap<>();
        handedOver.removeIf(entry -> {
            Object state = entry.state();
            Object order = state == Entry.RETURNED || !byOrder.isEmpty() ? orderOf.apply(entry) : null;
            if (state == Entry.RETURNED) {
                if (entry.collected) {
                    taken.add(entry);
                    if (order != null) {
                        byOrder.computeIfAbsent(order, one -> new ArrayList<>()).add(entry);
                    }
                }
                return entry.collected;
            }
            if (order != null && (isHere(entry) || entry.metadata() != null || entry.abandoned() != null)) {
                List<Entry> overtaken = byOrder.remove(order);
                if (overtaken != null) {
                    overtaken.forEach(one -> one.overtaken = true);
                }
            }
            return false;
        });
        return taken;
    }

    /** Tells of each entry that the client still has, or was to get. What it has given back is sent again in a moment. */
    void forEachLeft(Consumer<Entry> action) {
        for (Entry entry = handedOver.first; entry != null; entry = entry.link) {
            if (entry.state() == Entry.QUEUED || entry.isWithClient()) {
                action.accept(entry);
            }
        }
        sweep();
    }

    /** Returns how many topics it has not forgotten. */
    int topics() {
        return topics.size();
    }

    /** Returns how many entries it has not forgotten, some of which have ended. */
    int entries() {
        return handedOver.size();
    }

    /** Returns whether any record has been handed over. */
    boolean isUsed() {
        return used;
    }

    /** Called when there is another client, or none. */
    void replaced(long now) {
        replacedAt = now;
    }

    long replacedAt() {
        return replacedAt;
    }

    /** Gives up the entries that it still has: nothing waits for them. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Returns why the client has to be replaced; null if it works, or was asked less than a second ago. */
    Exception diagnose(long now) {
        if (diagnoseIn(now) > 0) {
            return null;
        }
        diagnosed = true;
        diagnosedAt = now;
        return client.diagnose(now);
    }

    /** Returns how long from now it is to be looked at again. */
    long diagnoseIn(long now) {
        return diagnosed ? diagnosedAt + TopicState.TRUSTED - now : 0;
    }
}
