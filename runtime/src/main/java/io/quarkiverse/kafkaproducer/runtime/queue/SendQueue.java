package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.FatalErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/**
 * Stands between senders and a Kafka client that never waits. Records wait here, one queue a topic, for a client, for
 * metadata and for buffer space; it bounds how many are on their way; and it groups: while some are in flight, further ones
 * wait and are handed over together when all have come back, or after a moment ({@link RoundTrips}), whichever is first.
 * <p>
 * It is one mailbox with one owner at a time. Senders, the client's callbacks and the queue's thread put entries into the
 * {@link Mailbox}, and whoever finds it without an owner becomes the owner and does all that there is to do, without a lock.
 * A thread that has something else to do stops after some hundred records and leaves the ownership to the queue's thread.
 * What several threads touch is the mailbox, the state of an {@link Entry}, the {@link Capacity} and the count of what is in
 * flight. All else is the owner's, and is marked so.
 */
public final class SendQueue implements ClientEvents {

    private static final Logger LOG = Logger.getLogger(SendQueue.class);

    /** With more in flight than this, the client's own batches group them anyway. */
    private static final int GROUP_BELOW = 1000;
    /**
     * The size of a group that a sender hands over at once. Looking at everything for each record costs more than handing it
     * over.
     */
    private static final int SMALL_GROUP = 16;
    /** Records that a thread hands over before it leaves the rest to the queue's thread. */
    private static final int MOST_AT_ONCE = 512;
    /** The time until the next look whether the buffer has room: a batch is freed a moment after its callbacks. */
    static final long BUFFER_LOOK = TimeUnit.MILLISECONDS.toNanos(1);

    private final String name;
    private final ClientSource source;
    private final Clock clock;
    private final Wakeups wakeups;
    private final Capacity capacity;
    private final boolean inTransaction;

    // ---- for all threads

    private final Mailbox mailbox = new Mailbox();
    /** Entries that wait for room. */
    private final AtomicInteger parked = new AtomicInteger();
    /** Why nothing is taken any more; null while something is. */
    private volatile Failure closed;
    private volatile boolean cutOff;
    private volatile Thread awaitingEmpty;
    /** The ownership has been left to the queue's thread. */
    private volatile boolean passed;
    /** The time until which what is in the mailbox waits for company. */
    private volatile long groupedUntil;
    private final Dispatcher dispatcher;

    /**
     * @param name the producer's, for messages
     * @param clock for deadlines and all else
     * @param wakeups of the thread that calls {@link #run()}
     */
    public SendQueue(String name, ClientSource source, Capacity capacity, Clock clock, Wakeups wakeups) {
        this(name, source, capacity, clock, wakeups, null);
    }

    /**
     * @param session of a client that is used by one queue after the other; null for a client of its own. Then records that
     *        were refused only because of another one of their batch are not sent again: the transaction has failed
     */
    public SendQueue(String name, ClientSource source, Capacity capacity, Clock clock, Wakeups wakeups,
            ClientSession session) {
        this.name = name;
        this.source = source;
        this.capacity = capacity;
        this.inTransaction = session != null;
        this.clock = clock;
        this.groupedUntil = clock.nanoTime();
        this.wakeups = wakeups;
        this.dispatcher = new Dispatcher(this, clock, wakeups, session);
    }

    /** Returns how many records are on their way: waiting here, or with the client and not acknowledged. */
    public int pendingRecords() {
        return capacity.records();
    }

    /** Returns how many bytes those take, by Kafka's reckoning of a record's size. */
    public long pendingBytes() {
        return capacity.bytes();
    }

    // ---- senders

    /**
     * Takes an entry in. Does not block.
     *
     * @return why it is refused, in which case its waiter is not told; null if it is taken
     */
    public Failure submit(Entry entry, WhenFull whenFull) {
        Failure refusal = closed;
        if (refusal == null && !capacity.everFits(entry.size())) {
            refusal = Failure.neverFits(entry.size(), capacity.mostBytes());
        }
        if (refusal != null) {
            entry.failBeforeSubmission(refusal);
            return refusal;
        }
        if (whenFull != WhenFull.BLOCK) {
            entry.watch();
        }
        boolean wait = parked.get() > 0 || !capacity.take(entry.size());
        if (wait) {
            if (whenFull == WhenFull.REJECT) {
                refusal = Failure.queueFull(capacity.toString());
                entry.failBeforeSubmission(refusal);
                return refusal;
            }
            parked.incrementAndGet();
            entry.park();
        } else {
            entry.queued();
        }
        int waiting = mailbox.put(entry);
        ClientSession current = session();
        int inFlight = current == null ? 0 : current.inFlight();
        if (wait || inFlight == 0 || inFlight >= GROUP_BELOW && waiting >= SMALL_GROUP || closed != null) {
            drain();
        } else {
            waitForCompany(waiting == 1, current);
        }
        return null;
    }

    /** Returns for how many nanoseconds records wait at most for what is in flight. */
    long grouping() {
        ClientSession current = session();
        return current == null ? RoundTrips.WAIT_IF_LONG : current.grouping();
    }

    private void waitForCompany(boolean first, ClientSession current) {
        long until = clock.nanoTime() + current.grouping();
        if (first) {
            groupedUntil = until;
        }
        wakeups.wakeBy(until);
    }

    /** Makes the failure of an entry that is given up. */
    @FunctionalInterface
    interface GivenUp {
        /** Returns null to leave the entry alone. */
        Failure failure(Wait wait, Outcome outcome);
    }

    /** Ends an entry whose deadline has passed, unless it has ended. */
    public void expire(Entry entry) {
        giveUp(entry, (wait, outcome) -> Failure.timeout(entry.timeoutNanos(), wait, outcome));
    }

    /** Ends an entry whose thread was interrupted, unless it has ended. */
    public void interrupt(Entry entry) {
        giveUp(entry, Failure::interrupted);
    }

    /** Ends an entry that nobody waits for any more, if the client does not have it. */
    public void cancel(Entry entry) {
        giveUp(entry, (wait, outcome) -> outcome == Outcome.UNKNOWN ? null : Failure.cancelled(wait, outcome));
    }

    /** Returns whether it has ended by this. */
    boolean giveUp(Entry entry, GivenUp reason) {
        return giveUp(entry, reason, null);
    }

    /** @param waits what is known of those that wait for acknowledgments of a topic; null to ask the client */
    boolean giveUp(Entry entry, GivenUp reason, Map<TopicQueue, Wait> waits) {
        while (true) {
            Object state = entry.state();
            if (state == Entry.IN_FLIGHT) {
                Client client = entry.view.session().client();
                Failure unknown = reason.failure(
                        waits == null ? describe(client, entry.topic())
                                : waits.computeIfAbsent(entry.queue, topic -> describe(client, topic.topic)),
                        Outcome.UNKNOWN);
                if (unknown == null) {
                    return false;
                }
                if (entry.abandon(unknown)) {
                    tell(entry);
                    return true;
                }
            } else if (entry.isEnded() || state == Entry.NEW) {
                return false;
            } else if (entry.end(state, reason.failure(waitOf(entry, state), Outcome.NOT_SENT))) {
                if (state == Entry.PARKED) {
                    leaveParking();
                } else {
                    release(entry);
                }
                tell(entry);
                return true;
            }
        }
    }

    /** Returns what a topic waits for. Never throws: the entry must end, even if the reason cannot be told. */
    private static Wait describe(Client client, String topic) {
        try {
            return client.waitForAcknowledgment(topic);
        } catch (RuntimeException | Error e) {
            LOG.error("It is not known what records in flight wait for", KnownSecrets.hide(e));
            return Wait.ACKNOWLEDGMENT;
        }
    }

    /** Ends an entry that the client does not have; leaves one alone that it has. */
    void endUnsent(Entry entry, Failure failure) {
        giveUp(entry, (wait, outcome) -> outcome == Outcome.NOT_SENT ? failure : null);
    }

    private Wait waitOf(Entry entry, Object state) {
        if (state == Entry.PARKED) {
            return Wait.room(capacity.toString());
        }
        Throwable unplaced = entry.unplaced;
        if (unplaced != null) {
            return Wait.untaken(unplaced);
        }
        TopicQueue queue = entry.queue;
        return queue == null || session() == null ? source.waitForClient() : queue.waitsFor();
    }

    /** Gives its room back, for those that are parked. */
    private void release(Entry entry) {
        if (capacity.giveBack(entry.size())) {
            tellEmpty();
        }
        if (parked.get() > 0) {
            drain();
        }
    }

    private void leaveParking() {
        if (parked.decrementAndGet() > 0) {
            // it may have been the one that the others waited behind
            drain();
        } else {
            tellEmpty();
        }
    }

    private void tellEmpty() {
        Thread waiting = awaitingEmpty;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    private static void tell(Entry entry) {
        try {
            entry.ended();
        } catch (RuntimeException | Error e) {
            LOG.error("A send could not be told that it has ended", KnownSecrets.hide(e));
        }
    }

    // ---- the client

    @Override
    public void clientChanged() {
        drain();
    }

    @Override
    public void clientFailed(ClientCreationException failure) {
        dispatcher.clients().clientFailed(failure);
        drain();
    }

    @Override
    public void clientClosed(Client client) {
        dispatcher.clients().clientClosed(client);
        drain();
    }

    @Override
    public void metadataArrived() {
        dispatcher.clients().metadataArrived();
        drain();
    }

    /** The client's callback: it has acknowledged or refused a record that it had. */
    void completed(Entry entry, RecordMetadata metadata, Exception exception) {
        if (exception == null) {
            settle(entry, metadata);
            return;
        }
        Client client = entry.view.session().client();
        if (FatalErrors.isFatal(exception)) {
            // before anybody hears of it, who would then send to the dead client again
            source.discard(client, exception);
        } else if (exception instanceof AuthenticationException) {
            source.refused(client, exception);
        }
        entry.view.topic().refused(clock.nanoTime());
        boolean triedAgain = client.retries(entry.queue.topic) != entry.view.retries();
        if (cutOff) {
            settle(entry, Failure.closed(name, Outcome.UNKNOWN));
        } else if (inTransaction && FatalErrors.isFenced(exception)) {
            settle(entry, Failure.fenced(exception));
        } else if (triedAgain) {
            // an earlier attempt may have been written
            settle(entry, unknown(client, exception));
        } else if (KafkaErrors.isBecauseOfAnother(exception)) {
            giveBack(entry, exception);
        } else {
            settle(entry, isCertain(client, entry, exception) ? Failure.notSent(exception) : unknown(client, exception));
        }
    }

    /**
     * Returns whether it is certain that the record was not written. An error that ends the client may end batches whose
     * answer is still missing, so it says something only where nothing was sent.
     */
    private static boolean isCertain(Client client, Entry entry, Exception exception) {
        return KafkaErrors.isDefinite(exception)
                && (!FatalErrors.isFatal(exception) && !(exception instanceof AuthenticationException)
                        || !client.hasSent(entry.topic()));
    }

    /** Returns the failure of an entry that the client still held. A discarded client says only that it was closed. */
    private Failure unknown(Client client, Exception exception) {
        Throwable end = client.failure();
        return end != null && exception.getClass() == KafkaException.class ? Failure.withItsClient(end)
                : Failure.unknown(exception);
    }

    /**
     * The client has not taken a record that it was given.
     *
     * @param certain whether that is certain
     */
    void refusedAtHandOver(Entry entry, Throwable thrown, boolean certain) {
        Client client = entry.view.session().client();
        if (FatalErrors.isFatal(thrown)) {
            source.discard(client, thrown);
        } else if (thrown instanceof AuthenticationException refusal) {
            source.refused(client, refusal);
        } else if (certain && (KafkaErrors.isForNow(thrown) && !inTransaction || client != source.client())) {
            // in a transaction it has made the client refuse whatever comes until the abort
            entry.unplaced = KafkaErrors.isMissingMetadata(thrown) ? thrown : null;
            giveBack(entry, null);
            return;
        }
        if (inTransaction && FatalErrors.isFenced(thrown)) {
            settle(entry, Failure.fenced(thrown));
        } else if (certain) {
            settle(entry, Failure.notSent(thrown));
        } else if (inTransaction) {
            // which has failed
            settle(entry, Failure.unknown(thrown));
        } else {
            doubt(entry, Failure.unknown(thrown));
        }
    }

    private void doubt(Entry entry, Failure failure) {
        boolean ended = entry.abandon(failure);
        wakeups.wakeBy(dispatcher.doubtful().add(entry, failure, clock.nanoTime()));
        if (ended) {
            tell(entry);
        }
    }

    /** A client that is closed has not taken a record that it was given. */
    void returnUntaken(Entry entry) {
        entry.returned = null;
        boolean back = entry.move(Entry.QUEUED, Entry.RETURNED);
        entry.view.session().leave(clock);
        if (back || entry.guard != null) {
            mailbox.put(entry);
            drain();
        }
    }

    /** The client has not written the record, and it may be sent again in its place. */
    private void giveBack(Entry entry, Throwable because) {
        entry.returned = because;
        if (entry.move(Entry.IN_FLIGHT, Entry.RETURNED)) {
            entry.view.session().leave(clock);
            mailbox.put(entry);
            wakeups.wakeBy(clock.nanoTime() + ReturnedEntries.BATCH_COMES_BACK);
        } else {
            settle(entry, Failure.becauseOfAnother(because == null ? new KafkaException("not taken") : because));
        }
    }

    /** The client has a record no more, and this is how it ended. */
    void settle(Entry entry, Object ending) {
        boolean last;
        if (entry.end(Entry.IN_FLIGHT, ending)) {
            last = left(entry);
            release(entry);
            tell(entry);
        } else {
            Abandoned abandoned = entry.abandoned();
            if (abandoned == null || !entry.settle(abandoned, ending)) {
                // a fatal error both throws and calls back
                return;
            }
            last = left(entry);
            release(entry);
            tellLate(entry, abandoned);
        }
        if (last && !mailbox.isEmpty()) {
            drain();
        }
    }

    private static void tellLate(Entry entry, Abandoned abandoned) {
        try {
            entry.settledLate(abandoned);
        } catch (RuntimeException | Error e) {
            LOG.error("A late acknowledgment could not be told of", KnownSecrets.hide(e));
        }
    }

    /** The client does not have it any more. Returns whether it was the last one. */
    boolean left(Entry entry) {
        boolean last = entry.view.session().leave(clock);
        if (entry.guard != null) {
            mailbox.put(entry);
            drain();
        }
        return last;
    }

    // ---- the owner

    /** Does what is due; called by the queue's thread. Returns whether it has handed anything over. */
    public boolean run() {
        if (passed) {
            passed = false;
        } else if (isGrouping()) {
            wakeups.wakeBy(groupedUntil);
            return false;
        } else if (!mailbox.claim()) {
            return false;
        }
        return own(true) > 0;
    }

    /**
     * Returns whether records wait for others to go out with them. None is so urgent that it could not wait for the end of a
     * group.
     */
    private boolean isGrouping() {
        ClientSession current = session();
        return current != null && current.inFlight() > 0 && !mailbox.isEmpty() && groupedUntil - clock.nanoTime() > 0;
    }

    private void drain() {
        if (mailbox.claim()) {
            own(false);
        }
    }

    /**
     * @param queueThread whether the thread has nothing else to do
     * @return how many records were handed over
     */
    private int own(boolean queueThread) {
        int handedOver = 0;
        while (true) {
            int seen = mailbox.seen();
            int moved = 0;
            try {
                moved = dispatcher.work();
            } catch (RuntimeException | Error e) {
                LOG.errorf(KnownSecrets.hide(e), "The queue of producer '%s' goes on after an error", name);
                wakeups.wakeBy(clock.nanoTime() + BUFFER_LOOK);
            }
            boolean more = moved > 0 && dispatcher.hasMore();
            handedOver += moved;
            if (!more && mailbox.release(seen)) {
                return handedOver;
            }
            if (!queueThread && handedOver >= MOST_AT_ONCE) {
                passed = true;
                wakeups.wakeBy(clock.nanoTime());
                return handedOver;
            }
        }
    }

    // ---- for the owner

    String name() {
        return name;
    }

    ClientSource source() {
        return source;
    }

    ClientSession session() {
        return dispatcher.clients().current();
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Capacity capacity() {
        return capacity;
    }

    /** The entries that the queue still holds. Those count, too, that have ended and are not swept out yet. The owner's. */
    record Remains(int topics, int standing, int deadlines, int returned, int formerSessions) {
    }

    Remains remains() {
        return dispatcher.remains();
    }

    int parked() {
        return parked.get();
    }

    /** An entry has got its room. Returns false if it was given up meanwhile. */
    boolean letIn(Entry entry) {
        if (!entry.move(Entry.PARKED, Entry.QUEUED)) {
            if (capacity.giveBack(entry.size())) {
                tellEmpty();
            }
            return false;
        }
        parked.decrementAndGet();
        entry.letIn();
        return true;
    }

    boolean isCutOff() {
        return cutOff;
    }

    // ---- the end

    /** Takes nothing any more. Records that have been taken go on. */
    public void refuse(Failure reason) {
        closed = reason;
    }

    /** Ends all that the client does not have, and what still comes. Does not wait. */
    public void abort(Failure reason) {
        closed = reason;
        dispatcher.abort(reason);
        drain();
    }

    /** Waits until nothing is on its way any more, or until this time; returns which. Blocks. */
    public boolean awaitEmpty(long until) {
        awaitingEmpty = Thread.currentThread();
        try {
            while (!isEmpty()) {
                long left = until - clock.nanoTime();
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        } finally {
            awaitingEmpty = null;
        }
    }

    /**
     * Lets go of a client that the next queue will use, unless a thread is at work on this one. Only for an empty queue.
     *
     * @return whether it has: from then on no thread touches the client's session by this queue
     */
    public boolean detach() {
        if (!mailbox.claimAtRest()) {
            return false;
        }
        dispatcher.clients().detach();
        own(false);
        return true;
    }

    /** Returns whether nothing is on its way. */
    public boolean isEmpty() {
        return capacity.isEmpty() && parked.get() == 0;
    }

    /**
     * Takes nothing any more, waits until this time for what is on its way, and ends the rest as closed. The client is closed
     * in between. Blocks.
     */
    public void close(long until, Runnable closeClient) {
        refuse(Failure.closed(name, Outcome.NOT_SENT));
        finish(awaitEmpty(until), closeClient);
    }

    /** Ends the rest, after {@link #refuse} and when all has ended or there is no more time for it. */
    void finish(boolean empty, Runnable closeClient) {
        abort(Failure.closed(name, Outcome.NOT_SENT));
        cutOff = !empty;
        closeClient.run();
        dispatcher.clients().noMoreClients();
        drain();
    }
}
