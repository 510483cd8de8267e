package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.send.Pending.Arrived;

/**
 * What stands between callers and a Kafka client that never waits. Records wait here, one lane a topic, for a client, for
 * metadata and for buffer space; it bounds what is on its way; and it groups: while acknowledgments are outstanding,
 * further records wait and are handed over together when all of them have come, or after {@link #GROUPING}, whichever
 * comes first. A record that comes while nothing is outstanding goes to the client at once, on its caller's thread.
 */
public final class SubmissionQueue implements Connection.Listener {

    static final long GROUPING = TimeUnit.MICROSECONDS.toNanos(250);

    /** Told on Kafka's network thread, which it must not hold up. */
    @FunctionalInterface
    public interface LateListener {
        void acknowledgedLate(Submission submission, RecordMetadata metadata);
    }

    private final String name;
    private final Connection connection;
    private final Dispatcher dispatcher;
    private final Pending pending;
    private final Endings endings;
    private final HandOver handOver;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param lateListener told of records that are acknowledged after their sender gave up
     */
    public SubmissionQueue(String name, Connection connection, int maxPendingRecords, long maxPendingBytes,
            LateListener lateListener) {
        this.name = name;
        this.connection = connection;
        this.dispatcher = new Dispatcher(name, this::doWhatIsDue);
        this.pending = new Pending(name, new Capacity(maxPendingRecords, maxPendingBytes), dispatcher);
        this.endings = new Endings(connection, pending);
        this.handOver = new HandOver(name, connection, pending, endings, dispatcher, lateListener);
        connection.listener(this);
    }

    /** How many records are on their way: waiting here, or with the client and not acknowledged. */
    public int pendingRecords() {
        return pending.records();
    }

    /** How many bytes those take, by Kafka's reckoning of a record's size. */
    public long pendingBytes() {
        return pending.bytes();
    }

    /**
     * Does not wait, except for room where the caller has a thread to do so.
     *
     * @return false if it has ended here and now, refused; its waiter is not told then
     */
    boolean submit(Submission submission, Room room) {
        if (room != Room.THREAD_WAITS) {
            submission.watch();
        }
        dispatcher.start();
        Failure refusal = pending.admit(submission, room);
        if (refusal != null) {
            return !submission.failQueued(refusal);
        }
        refusal = pending.refusing();
        if (refusal != null && endings.refuse(submission, refusal)) {
            return false;
        }
        if (submission.isEnded()) {
            // its subscriber has gone, perhaps before it had the room that it holds now
            pending.leave(submission);
            return true;
        }
        if (room != Room.THREAD_WAITS) {
            dispatcher.lookBy(submission.deadlineNanos() + Deadlines.TICK);
        }
        arrived();
        return true;
    }

    private void arrived() {
        Arrived arrived = pending.tryTakeIn();
        if (arrived != Arrived.FIRST || !handOver.nothingOutstanding()) {
            if (arrived != Arrived.NOTHING) {
                dispatcher.lookBy(System.nanoTime() + GROUPING);
            }
        } else if (connection.properties().mayBlock()) {
            dispatcher.lookNow();
        } else {
            handOver.handOver(1);
        }
    }

    /** The deadline has passed. */
    void expire(Submission submission) {
        endings.expire(List.of(submission));
    }

    void interrupt(Submission submission) {
        endings.interrupt(submission);
    }

    /** Its subscriber is gone. */
    void cancel(Submission submission) {
        endings.cancel(submission);
    }

    /** The client's callback. */
    void completed(Submission submission, RecordMetadata metadata, Exception exception) {
        handOver.completed(submission, metadata, exception);
    }

    @Override
    public void connected() {
        dispatcher.lookNow();
    }

    @Override
    public void metadataArrived() {
        if (pending.askAll()) {
            dispatcher.lookNow();
        }
    }

    @Override
    public void connectionFailed(ClientCreationException failure) {
        endings.endWaiting(Failure.noClient(failure), failure.getMessage());
    }

    private long doWhatIsDue() {
        long now = System.nanoTime();
        endings.expire(pending.takeExpired(now));
        long dueIn = pending.groupDueIn(now);
        boolean groupDue = dueIn <= 0
                || dueIn < Long.MAX_VALUE && (handOver.nothingOutstanding() || pending.isBufferFull());
        if (groupDue) {
            handOver.handOver(Integer.MAX_VALUE);
        }
        now = System.nanoTime();
        long next = pending.nextIn(now);
        long left = pending.groupDueIn(now);
        if (left < Long.MAX_VALUE && connection.client() != null) {
            // what was due and is still here is being seen to by another thread
            long look = groupDue ? GROUPING : Math.max(1, left);
            next = Math.min(next, pending.isBufferFull() ? HandOver.BUFFER_LOOK : look);
        }
        // while records are on their way, the next one is likely to want grouping: cheaper to be awake than to be woken
        return !handOver.nothingOutstanding() && groupDue ? Math.min(next, GROUPING) : next;
    }

    /**
     * Takes nothing any more, waits at most this long for what is on its way, and ends the rest as
     * {@link io.quarkiverse.kafkaproducer.ProducerClosedException}. Blocks.
     */
    public void close(Duration timeout) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        long end = System.nanoTime() + timeout.toNanos();
        pending.refuse(Failure.closed(name, Outcome.NOT_SENT));
        boolean empty = pending.awaitEmpty(end);
        List<Submission> unsent = pending.takeAll();
        if (!empty) {
            handOver.cutOff();
        }
        endings.end(unsent, Failure.closed(name, Outcome.NOT_SENT));
        connection.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        dispatcher.stop();
    }

    /** Waits until nothing is on its way any more, or until this time; says which. Blocks. */
    public boolean awaitEmpty(long end) {
        return pending.awaitEmpty(end);
    }

    /** Refuses what comes, with this reason, until {@link #resume()}. */
    public void pause(String reason) {
        pending.refuse(Failure.paused(reason));
    }

    public void resume() {
        pending.refuse(null);
    }

    /** Ends what waits and has not been handed over, with the reason of {@link #pause}. */
    public void takeBack() {
        endings.end(pending.takeAll(), pending.refusing());
    }
}
