package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;

/**
 * One encoded record on its way. It is queued, then handed to the Kafka client, and ends exactly once, as acknowledged or
 * failed; from the queue it may also end directly. The ending is whatever comes first: the client's callback, the
 * deadline, an interrupt or the shutdown.
 */
public final class Submission implements Callback {

    private static final Object QUEUED = "queued";
    private static final Object HANDED_OVER = "handed over";

    private static final AtomicReferenceFieldUpdater<Submission, Object> STATE = AtomicReferenceFieldUpdater
            .newUpdater(Submission.class, Object.class, "state");

    /** Room in the queue: not taken yet, taken, still taken by what the client has given back, given back. */
    private static final int NONE = 0;
    private static final int TAKEN = 1;
    private static final int RETURNED = 2;
    private static final int LEFT = 3;

    private static final AtomicIntegerFieldUpdater<Submission> ROOM = AtomicIntegerFieldUpdater
            .newUpdater(Submission.class, "room");

    /** Told once when a submission has ended, on whichever thread ended it, which it must not hold up. */
    public interface Waiter {
        void ended(Submission submission);
    }

    private final SubmissionQueue queue;
    private final Call call;
    private final String topic;
    private final Object key;
    private final int size;
    private final Trace trace;
    private final Waiter waiter;

    /** Null once the client has it: the value is then in Kafka's buffer and need not be kept twice. */
    private ProducerRecord<Object, byte[]> record;

    private KafkaClient client;

    /** {@link #QUEUED}, {@link #HANDED_OVER}, or the ending: a {@link RecordMetadata} or a {@link Failure}. */
    private volatile Object state = QUEUED;
    private volatile int room = NONE;
    private boolean watched;

    /** Where it stands in the queue; guarded by the queue's lock. */
    Lane lane;
    private Chain<Submission> parking;
    Chain.Link<Submission> place;
    Deadlines.Bucket bucket;
    Chain.Link<Submission> deadline;

    Submission(SubmissionQueue queue, Call call, ProducerRecord<Object, byte[]> record, Trace trace, Waiter waiter) {
        this.queue = queue;
        this.call = call;
        this.topic = record.topic();
        this.key = record.key();
        this.size = RecordSize.of(record);
        this.record = record;
        this.trace = trace;
        this.waiter = waiter;
    }

    /** The method that the application called. */
    public String controller() {
        return call.controller();
    }

    /** Whether the acknowledgment is told of together with others. */
    public boolean isOfBatch() {
        return call.batch();
    }

    public String topic() {
        return topic;
    }

    /** As the application gave it: a {@code String}, a {@code byte[]} or null. */
    public Object key() {
        return key;
    }

    Trace trace() {
        return trace;
    }

    /** The id of the trace that the send belongs to, or null. */
    public String traceId() {
        return trace.id();
    }

    /** When the call began, by {@link System#nanoTime()}. */
    public long started() {
        return call.started();
    }

    long timeoutNanos() {
        return call.timeout();
    }

    public long deadlineNanos() {
        return call.deadline();
    }

    int size() {
        return size;
    }

    ProducerRecord<Object, byte[]> record() {
        return record;
    }

    /** The client that it was handed to. */
    KafkaClient client() {
        return client;
    }

    public boolean isEnded() {
        Object now = state;
        return now != QUEUED && now != HANDED_OVER;
    }

    /** Null unless it ended as acknowledged. */
    RecordMetadata metadata() {
        return state instanceof RecordMetadata metadata ? metadata : null;
    }

    /** Made anew at each call, so that its stack trace is the caller's; null unless it ended as failed. */
    public SendException failure() {
        return state instanceof Failure failure ? failure.toException(topic) : null;
    }

    /** Takes the record out for the client; null if it has ended meanwhile. */
    ProducerRecord<Object, byte[]> handOver(KafkaClient to) {
        ProducerRecord<Object, byte[]> handed = record;
        client = to;
        if (!STATE.compareAndSet(this, QUEUED, HANDED_OVER)) {
            return null;
        }
        record = null;
        return handed;
    }

    boolean failQueued(Failure failure) {
        if (!STATE.compareAndSet(this, QUEUED, failure)) {
            return false;
        }
        record = null;
        call.scope().failed(this);
        return true;
    }

    boolean failHandedOver(Failure failure) {
        if (!STATE.compareAndSet(this, HANDED_OVER, failure)) {
            return false;
        }
        call.scope().failed(this);
        return true;
    }

    boolean acknowledge(RecordMetadata metadata) {
        return STATE.compareAndSet(this, HANDED_OVER, metadata);
    }

    boolean takeRoom(Capacity capacity) {
        if (!capacity.take(size)) {
            return false;
        }
        room = TAKEN;
        return true;
    }

    /** Does nothing where it has none, or has given it back. */
    void giveBackRoom(Capacity capacity) {
        int now = room;
        if ((now == TAKEN || now == RETURNED) && ROOM.compareAndSet(this, now, LEFT)) {
            capacity.giveBack(size);
        }
    }

    /** Whether this is the first time that the client gives it back: a fatal error may do so twice. */
    boolean giveBack() {
        return ROOM.compareAndSet(this, TAKEN, RETURNED);
    }

    /** No thread waits for it, so the queue sees to its deadline. To be said before it is submitted. */
    void watch() {
        watched = true;
    }

    boolean isWatched() {
        return watched;
    }

    /** Waits outside the queue for room; guarded by the queue's lock, as is what follows. */
    void park(Chain<Submission> outside) {
        parking = outside;
        place = outside.append(this);
    }

    boolean isParked() {
        return parking != null;
    }

    void unpark() {
        parking.remove(place);
        parking = null;
    }

    void tellWaiter() {
        waiter.ended(this);
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        queue.completed(this, metadata, exception);
    }
}
