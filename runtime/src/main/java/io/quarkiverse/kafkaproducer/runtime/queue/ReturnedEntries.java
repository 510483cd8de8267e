package io.quarkiverse.kafkaproducer.runtime.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.kafka.common.errors.TimeoutException;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/**
 * Entries that a client has given back: it has not taken them, or the brokers have refused their batch because of another
 * record in it. They are sent again in their places, save those that a later record of their key has overtaken. The owner's.
 */
final class ReturnedEntries {

    /** A batch comes back record by record; by then it has come back whole. */
    static final long BATCH_COMES_BACK = TimeUnit.MILLISECONDS.toNanos(2);

    private final SendQueue queue;
    private final TopicQueues topics;
    private final ClientSessions clients;
    private List<Entry> entries = new ArrayList<>();
    private long due;
    /** Some of them wait for nothing but the rest of their batch. */
    private boolean soon;
    private int metadataVersion;

    /** Says what must keep its order with others. */
    private record OrderKey(String topic, Object key) {

        /** Returns null for a record that has no order. */
        static OrderKey of(Entry entry) {
            Object key = entry.keyOrPartition();
            if (key instanceof String text) {
                key = text.getBytes(StandardCharsets.UTF_8);
            }
            return key == null ? null : new OrderKey(entry.topic(), key instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : key);
        }
    }

    ReturnedEntries(SendQueue queue, TopicQueues topics, ClientSessions clients) {
        this.queue = queue;
        this.topics = topics;
        this.clients = clients;
    }

    int size() {
        return entries.size();
    }

    void add(Entry entry, long now) {
        if (entries.isEmpty()) {
            due = now + TopicQueue.LAST_BACKOFF;
            soon = false;
            metadataVersion = clients.metadataVersion();
        }
        if (entry.unplaced == null) {
            soon(now);
        }
        if (entry.unplaced == null || entry.queue.isHeldUpByUnplaced(now)) {
            entry.queue.returned = true;
        }
        entry.collected = true;
        entries.add(entry);
    }

    private void soon(long now) {
        if (!soon) {
            soon = true;
            due = now + BATCH_COMES_BACK;
        }
    }

    void forEach(Consumer<Entry> action) {
        entries.forEach(action);
    }

    /** Returns in how many nanoseconds they are sent again, {@link Long#MAX_VALUE} if there are none. */
    long nextIn(long now) {
        return entries.isEmpty() ? Long.MAX_VALUE : due - now;
    }

    /** Sends them again, if it is time. */
    void sendAgain(long now) {
        if (entries.isEmpty()) {
            return;
        }
        if (metadataVersion != clients.metadataVersion()) {
            soon(now);
        }
        if (nextIn(now) > 0 && !(soon && clients.nothingInFlight())) {
            return;
        }
        List<Entry> given = entries;
        entries = new ArrayList<>();
        Set<ClientSession> sessions = new LinkedHashSet<>();
        for (Entry entry : given) {
            entry.queue.returned = false;
            topics.unblock(entry.queue);
            sessions.add(entry.view.session());
        }
        Map<TopicQueue, EntryList> again = new LinkedHashMap<>();
        for (ClientSession session : sessions) {
            for (Entry entry : session.takeReturned(OrderKey::of)) {
                sendAgain(entry, isLate(session), again);
            }
        }
        again.forEach(topics::prepend);
    }

    /** Returns whether another client has been given records meanwhile. */
    private boolean isLate(ClientSession session) {
        ClientSession current = clients.current();
        return session != current && current != null && current.isUsed();
    }

    private void sendAgain(Entry entry, boolean late, Map<TopicQueue, EntryList> again) {
        boolean overtaken = entry.overtaken || late && entry.keyOrPartition() != null;
        // a transaction of which a record was refused has failed as a whole
        boolean pointless = entry.returned != null && !clients.isOwnClient();
        if (overtaken || pointless) {
            queue.endUnsent(entry, Failure.becauseOfAnother(entry.returned == null
                    ? entry.unplaced != null ? entry.unplaced
                            : new TimeoutException("The client did not take the record, and took a later one of its key")
                    : entry.returned));
        } else if (entry.move(Entry.RETURNED, Entry.QUEUED)) {
            entry.queue = topics.queueOf(entry.queue);
            again.computeIfAbsent(entry.queue, topic -> new EntryList()).add(entry);
        }
        entry.returned = null;
        entry.collected = false;
        entry.overtaken = false;
    }
}
