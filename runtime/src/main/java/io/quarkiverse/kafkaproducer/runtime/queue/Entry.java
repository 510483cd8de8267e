package io.quarkiverse.kafkaproducer.runtime.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/**
 * One send in the queue: its record, its state, and its own link in each list that it stands in.
 * <p>
 * The state is one word, changed by compare-and-set:
 *
 * <pre>
 *   NEW ---submitted---&gt; PARKED or QUEUED
 *
 *   PARKED ---room---&gt; QUEUED ---take()---&gt; IN_FLIGHT ---acknowledged---&gt; RecordMetadata
 *      |                  |  ^                 |  |  |
 *      |                  |  |                 |  |  +---refused---------&gt; Failure
 *      |                  |  +--sent again--+  |  |
 *      |                  |                 |  |  +---given up-----------&gt; Abandoned(Failure: UNKNOWN)
 *      |                  |             RETURNED                                   |
 *      |                  |                 |                               settled by the client
 *      +---given up-------+-----------------+---&gt; Failure: NOT_SENT
 * </pre>
 *
 * Whoever makes a change to one of the endings on the right tells the waiter, once. Whoever makes the change after which the
 * record takes no more room gives the capacity back, once. An outcome follows from the state alone: it is NOT_SENT while the
 * client does not have the record, or where the client has said that it was not written; it is UNKNOWN while the client has
 * it and has not answered.
 */
public abstract class Entry implements Callback {

    static final Object NEW = "NEW";
    static final Object PARKED = "PARKED";
    static final Object QUEUED = "QUEUED";
    static final Object IN_FLIGHT = "IN_FLIGHT";
    static final Object RETURNED = "RETURNED";

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Entry.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Object state = NEW;
    /** Null once it has ended. */
    private ProducerRecord<Object, byte[]> record;
    private String topic;
    /** The key, or else the partition that was asked for; null if there is neither. */
    private Object keyOrPartition;
    private final long deadline;
    private int size;
    private boolean watched;

    /** The next one in the mailbox. */
    Entry next;
    /** The number of entries in the mailbox when it was put, with itself. */
    byte depth;
    /** The next one in its topic's queue, or among those in flight. The owner's, as is what follows. */
    Entry link;
    /** The next one whose deadline is looked at together with its own. */
    Entry due;
    /** Null until the owner has met it. */
    TopicQueue queue;
    /** The view through which it was handed over last. */
    TopicView view;
    /** The partition whose first records go out alone; null where they need not. */
    PartitionGuard guard;
    /** The thread that is handing it over, or what the client said to that thread. */
    private Object handing;
    /** Why the client gave it back, where it may be sent again; null if it was not taken. */
    Throwable returned;
    /** The answer of a client that did not know the topic or the partition of the record; null if it did. */
    Throwable unplaced;
    /** The owner has met it among those that came back. */
    boolean collected;
    /** A later record of its key has gone out. */
    boolean overtaken;

    /** @param deadline by the queue's clock */
    protected Entry(long deadline) {
        this.deadline = deadline;
    }

    /** Must be called once, before it is submitted. */
    protected final void submitting(ProducerRecord<Object, byte[]> record) {
        this.record = record;
        this.topic = record.topic();
        this.keyOrPartition = record.key() == null ? record.partition() : record.key();
        this.size = RecordSize.of(record);
    }

    // ---- told

    /** Called once, when it has ended for its sender. Runs on the thread that ended it, which it must not hold up. */
    protected abstract void ended();

    /**
     * Called at most once, when the client has answered after its sender gave up. Runs on the thread that learnt of it,
     * perhaps Kafka's own.
     */
    protected abstract void settledLate(Abandoned ending);

    /** Called when it has room, after it had to wait for it. Runs on the owner's thread, which it must not hold up. */
    protected void letIn() {
        // nobody waits for that alone
    }

    /** Returns the time from its start to its deadline, in nanoseconds. */
    protected abstract long timeoutNanos();

    // ---- asked

    /** Returns whether it has ended for its sender. */
    public final boolean isEnded() {
        Object now = state;
        return now != QUEUED && now != IN_FLIGHT && now != PARKED && now != RETURNED && now != NEW;
    }

    /** Returns whether the queue was full when it came, and still is. */
    public final boolean isWaitingForRoom() {
        return state == PARKED;
    }

    /** Returns null unless it was acknowledged in time. */
    public final RecordMetadata metadata() {
        return state instanceof RecordMetadata metadata ? metadata : null;
    }

    /** Returns null unless it failed. */
    public final Failure failure() {
        Object now = state;
        return now instanceof Failure failure ? failure : now instanceof Abandoned abandoned ? abandoned.failure() : null;
    }

    /** Returns null unless its sender gave up while the client had it. */
    public final Abandoned abandoned() {
        return state instanceof Abandoned abandoned ? abandoned : null;
    }

    public final String topic() {
        return topic;
    }

    /** Returns the key as the application gave it: a {@code String}, a {@code byte[]} or null. */
    public final Object key() {
        return keyOrPartition instanceof Integer ? null : keyOrPartition;
    }

    final Object keyOrPartition() {
        return keyOrPartition;
    }

    public final long deadlineNanos() {
        return deadline;
    }

    /** Returns how many bytes the record takes, by Kafka's reckoning. */
    public final int size() {
        return size;
    }

    final boolean isWatched() {
        return watched;
    }

    final void watch() {
        watched = true;
    }

    final Object state() {
        return state;
    }

    /** Returns null once it has ended. */
    final ProducerRecord<Object, byte[]> record() {
        return record;
    }

    /** Returns whether the client has it, also where its sender has given up. */
    final boolean isWithClient() {
        Object now = state;
        return now == IN_FLIGHT || now instanceof Abandoned abandoned && !abandoned.isSettled();
    }

    // ---- changed

    /** Fails it before it is submitted. Its waiter is not told. */
    protected final void failBeforeSubmission(Failure failure) {
        state = failure;
        record = null;
    }

    /** Moves it to QUEUED: it has taken its room. */
    final void queued() {
        state = QUEUED;
    }

    /** Moves it to PARKED: it waits for room. */
    final void park() {
        state = PARKED;
    }

    /** Moves on without an ending. */
    final boolean move(Object from, Object to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** Makes an ending, after which the record is not needed any more. */
    final boolean end(Object from, Object ending) {
        if (!STATE.compareAndSet(this, from, ending)) {
            return false;
        }
        record = null;
        return true;
    }

    /** The client has answered to an abandoned one. Returns whether this is its first word. */
    final boolean settle(Abandoned abandoned, Object ending) {
        if (!abandoned.settle(ending)) {
            return false;
        }
        record = null;
        return true;
    }

    /** Makes an ending for the sender; the record stays, as the client has it and may give it back. */
    final boolean abandon(Failure failure) {
        return STATE.compareAndSet(this, IN_FLIGHT, new Abandoned(failure));
    }

    // ---- for clients

    /**
     * Takes the record out of the queue for the Kafka client, which has it from now on.
     *
     * @return null if its sender has given up
     */
    public final ProducerRecord<Object, byte[]> take() {
        ProducerRecord<Object, byte[]> taken = record;
        if (!STATE.compareAndSet(this, QUEUED, IN_FLIGHT)) {
            queue.owner.left(this);
            return null;
        }
        handing = Thread.currentThread();
        return taken;
    }

    /** Gives back a record that was given to a client and has not been taken: the client is closed. */
    public final void returnUntaken() {
        queue.owner.returnUntaken(this);
    }

    /**
     * The Kafka client has returned from its {@code send}. Whether it has the record, or has refused it by its callback, this
     * knows.
     */
    public final void handedOver() {
        Object said = handing;
        handing = null;
        if (said instanceof Exception refusal) {
            queue.owner.refusedAtHandOver(this, refusal, true);
        }
    }

    /**
     * The Kafka client has thrown instead of returning from its {@code send}.
     *
     * @param certain whether it is certain that the client has not taken the record
     */
    public final void notTaken(Throwable thrown, boolean certain) {
        handing = null;
        queue.owner.refusedAtHandOver(this, thrown, certain);
    }

    @Override
    public final void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception != null && handing == Thread.currentThread()) {
            handing = exception;
        } else {
            queue.owner.completed(this, metadata, exception);
        }
    }
}
