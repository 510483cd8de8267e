package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;

/**
 * What stands between callers and a Kafka client that never waits. Records wait here, one lane a topic, for a client, for
 * metadata and for buffer space; it bounds what is on its way; and it groups: while acknowledgments are outstanding,
 * further records wait and are handed over together when all of them have come, or after {@link #GROUPING}, whichever
 * comes first. A record that comes while nothing is outstanding goes to the client at once, on its caller's thread.
 * <p>
 * One thread hands over at a time, so that no record overtakes an earlier one of its topic. The lock is held for bookkeeping
 * only, never while Kafka is called, so that no caller waits for more than that.
 */
public final class SubmissionQueue implements Connection.Listener {

    static final long GROUPING = TimeUnit.MICROSECONDS.toNanos(250);

    /** How long to wait before looking whether the buffer has room: a batch is freed a moment after its callbacks. */
    private static final long BUFFER_LOOK = TimeUnit.MILLISECONDS.toNanos(1);

    /** Kafka's network thread has requests to send, too. */
    private static final int MOST_AT_AN_ACKNOWLEDGMENT = 512;

    /** How many are ended under one lock. */
    private static final int CHUNK = 256;

    /** Told on Kafka's network thread, which it must not hold up. */
    @FunctionalInterface
    public interface LateListener {
        void acknowledgedLate(Submission submission, RecordMetadata metadata);
    }

    private final String name;
    private final Connection connection;
    private final LateListener lateListener;
    private final Dispatcher dispatcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition empty = lock.newCondition();

    private final Lanes lanes = new Lanes();
    private final Chain<Submission> parked = new Chain<>();
    private final Deadlines deadlines = new Deadlines(System.nanoTime());
    private final Capacity capacity;
    private int waitingForRoom;
    private long groupSince;
    private boolean bufferFull;
    /** What the brokers, or the way to them, said last; null since it works. */
    private String lastError;
    private boolean started;
    private boolean closed;
    private Failure paused;
    private volatile boolean cutOff;

    /** Records that the client has and has not acknowledged. */
    private final AtomicInteger outstanding = new AtomicInteger();
    /** The right to call the client. */
    private final AtomicBoolean handingOver = new AtomicBoolean();
    /** The record being handed over; only its thread may find itself here. */
    private volatile Submission atHandOver;
    private volatile Thread handOverThread;

    /**
     * @param lateListener told of records that are acknowledged after their sender gave up
     */
    public SubmissionQueue(String name, Connection connection, int maxPendingRecords, long maxPendingBytes,
            LateListener lateListener) {
        this.name = name;
        this.connection = connection;
        this.capacity = new Capacity(maxPendingRecords, maxPendingBytes);
        this.lateListener = lateListener;
        this.dispatcher = new Dispatcher(name, this::doWhatIsDue);
        connection.listener(this);
    }

    /**
     * Does not wait, except for room where the caller has a thread to do so.
     *
     * @return false if it has ended here and now, refused; its waiter is not told then
     */
    boolean submit(Submission submission, Room roomMode) {
        boolean threadWaits = roomMode == Room.THREAD_WAITS;
        boolean alone = false;
        boolean refused;
        long now = System.nanoTime();
        lock.lock();
        try {
            Failure refusal = closed ? Failure.closed(name, Outcome.NOT_SENT)
                    : paused != null ? paused : takeRoom(submission, roomMode);
            refused = refusal != null;
            if (refused) {
                submission.failQueued(refusal);
            } else {
                alone = !submission.isParked() && admit(submission, now);
                if (!threadWaits) {
                    deadlines.add(submission);
                }
                if (!started) {
                    started = true;
                    dispatcher.start();
                }
            }
        } finally {
            lock.unlock();
        }
        if (refused) {
            return false;
        }
        if (!threadWaits) {
            dispatcher.lookBy(submission.deadlineNanos() + Deadlines.TICK);
        }
        if (alone && !connection.properties().mayBlock()) {
            handOver(1);
        } else if (alone) {
            dispatcher.lookNow();
        } else {
            dispatcher.lookBy(now + GROUPING);
        }
        return true;
    }

    /** It has room. Says whether there is nothing that it could be grouped with. */
    private boolean admit(Submission submission, long now) {
        boolean alone = lanes.nothingReady();
        if (alone) {
            groupSince = now;
        }
        lanes.add(submission);
        return alone && outstanding.get() == 0;
    }

    /** Null if there is room now, or if it has been parked until there is. */
    private Failure takeRoom(Submission submission, Room roomMode) {
        int size = submission.size();
        if (!capacity.everFits(size)) {
            return Failure.neverFits(size, capacity.mostBytes());
        }
        if (roomMode == Room.PARKED && !parked.isEmpty()) {
            submission.park(parked);
            return null;
        }
        boolean threadWaits = roomMode == Room.THREAD_WAITS;
        if (threadWaits && Thread.currentThread().isInterrupted()) {
            return Failure.interrupted("its turn", Outcome.NOT_SENT);
        }
        while (!capacity.take(size)) {
            if (roomMode == Room.PARKED) {
                submission.park(parked);
                return null;
            }
            if (!threadWaits) {
                return Failure.queueFull(name, capacity.toString());
            }
            long left = submission.deadlineNanos() - System.nanoTime();
            if (left <= 0) {
                return Failure.timeout(submission.timeoutNanos(), "room in the queue (" + capacity + ")", Outcome.NOT_SENT);
            }
            waitingForRoom++;
            try {
                room.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Failure.interrupted("room in the queue", Outcome.NOT_SENT);
            } finally {
                waitingForRoom--;
            }
            if (closed) {
                return Failure.closed(name, Outcome.NOT_SENT);
            }
            if (paused != null) {
                return paused;
            }
        }
        return null;
    }

    /** The deadline has passed. */
    void expire(Submission submission) {
        giveUp(submission, (waitedFor, outcome) -> Failure.timeout(submission.timeoutNanos(), waitedFor, outcome));
    }

    void interrupt(Submission submission) {
        giveUp(submission, Failure::interrupted);
    }

    /** Its subscriber is gone: it is taken back if the client does not have it. */
    void cancel(Submission submission) {
        if (submission.isEnded()) {
            return;
        }
        giveUp(submission, (waitedFor, outcome) -> outcome == Outcome.UNKNOWN ? null : Failure.cancelled(waitedFor, outcome));
    }

    @FunctionalInterface
    private interface Reason {
        Failure failure(String waitedFor, Outcome outcome);
    }

    private void giveUp(Submission submission, Reason reason) {
        String missing = missingConnection();
        boolean ended;
        lock.lock();
        try {
            ended = endGivenUp(submission, missing, reason);
        } finally {
            lock.unlock();
        }
        if (ended) {
            submission.tellWaiter();
        }
    }

    /** Ends it as failed unless it has ended: taken back where the client does not have it, else left to the client. */
    private boolean endGivenUp(Submission submission, String missing, Reason reason) {
        if (submission.failQueued(reason.failure(waitedFor(submission, missing), Outcome.NOT_SENT))) {
            if (submission.isParked()) {
                deadlines.remove(submission);
                submission.unpark();
            } else {
                lanes.remove(submission);
                leave(submission);
            }
            return true;
        }
        Failure unknown = reason.failure("the acknowledgment", Outcome.UNKNOWN);
        deadlines.remove(submission);
        return unknown != null && submission.failHandedOver(unknown);
    }

    /** The deadlines of many have passed: together, as {@link #endAll} says. */
    private void expireAll(List<Submission> expired) {
        if (expired.isEmpty()) {
            return;
        }
        String missing = missingConnection();
        inChunks(expired, chunk -> {
            List<Submission> ended = new ArrayList<>(chunk.size());
            lock.lock();
            try {
                for (Submission submission : chunk) {
                    if (endGivenUp(submission, missing,
                            (waitedFor, outcome) -> Failure.timeout(submission.timeoutNanos(), waitedFor, outcome))) {
                        ended.add(submission);
                    }
                }
            } finally {
                lock.unlock();
            }
            ended.forEach(Submission::tellWaiter);
        });
    }

    /**
     * Ends those that have left their lanes. Many at a time, as taking the lock for each in a loop would keep callers from it;
     * and not all at a time, as they would wait for as long.
     */
    private void endAll(List<Submission> taken, Failure failure) {
        inChunks(taken, chunk -> {
            List<Submission> ended = new ArrayList<>(chunk.size());
            for (Submission submission : chunk) {
                if (submission.failQueued(failure)) {
                    ended.add(submission);
                }
            }
            lock.lock();
            try {
                ended.forEach(this::leave);
            } finally {
                lock.unlock();
            }
            ended.forEach(Submission::tellWaiter);
        });
    }

    private static void inChunks(List<Submission> submissions, Consumer<List<Submission>> action) {
        for (int from = 0; from < submissions.size(); from += CHUNK) {
            action.accept(submissions.subList(from, Math.min(from + CHUNK, submissions.size())));
        }
    }

    /** It takes no more room. */
    private void leave(Submission submission) {
        deadlines.remove(submission);
        capacity.giveBack(submission.size());
        for (Submission next = parked.first(); next != null && capacity.take(next.size()); next = parked.first()) {
            next.unpark();
            admit(next, System.nanoTime());
            dispatcher.lookBy(System.nanoTime() + GROUPING);
        }
        if (waitingForRoom > 0) {
            room.signalAll();
        }
        if (capacity.isEmpty()) {
            empty.signalAll();
        }
    }

    /** Empty if there is a connection. Asks the client's metrics, which have locks of their own. */
    private String missingConnection() {
        KafkaClient client = connection.client();
        return client == null || client.hasConnected() ? ""
                : "; no connection to " + connection.properties().bootstrapServers() + " could be established";
    }

    private String waitedFor(Submission submission, String missing) {
        if (submission.isParked()) {
            return "room in the queue (" + capacity + ")";
        }
        KafkaClient client = connection.client();
        if (client == null || submission.lane == null) {
            return "the client" + lastError();
        }
        if (submission.lane.state == Lane.State.WAITING || !submission.lane.isKnown()) {
            return "metadata of topic " + submission.topic() + (missing.isEmpty() ? lastError() : missing);
        }
        return bufferFull ? "buffer space" : "the acknowledgment of earlier records";
    }

    private String lastError() {
        return lastError == null ? "" : "; the last error: " + lastError;
    }

    // ---- to the client

    /** Hands over up to this many, unless another thread is at it, which will see to the rest. */
    private void handOver(int most) {
        if (!handingOver.compareAndSet(false, true)) {
            dispatcher.lookBy(System.nanoTime() + GROUPING);
            return;
        }
        try {
            KafkaClient client = connection.client();
            if (client == null) {
                connection.connect();
                return;
            }
            for (int handed = 0; handed < most; handed++) {
                Submission next = next(client);
                if (next == null) {
                    return;
                }
                send(client, next);
            }
        } finally {
            handingOver.set(false);
        }
        if (moreIsReady()) {
            dispatcher.lookBy(System.nanoTime() + GROUPING);
        }
    }

    private boolean moreIsReady() {
        lock.lock();
        try {
            return !lanes.nothingReady();
        } finally {
            lock.unlock();
        }
    }

    /** The next record that can be handed over now, or null. */
    private Submission next(KafkaClient client) {
        while (true) {
            Lane lane;
            Submission refused = null;
            Failure refusal = null;
            long now = System.nanoTime();
            lock.lock();
            try {
                lane = lanes.next();
                if (lane == null) {
                    return null;
                }
                if (lane.isKnownBy(client, now)) {
                    Submission head = lane.records.first();
                    bufferFull = !client.hasRoomFor(head.size());
                    if (bufferFull) {
                        return null;
                    }
                    lane.records.poll();
                    lanes.turnTaken(lane);
                    Integer partition = head.record().partition();
                    if (partition == null || partition < lane.partitions) {
                        return head;
                    }
                    refused = head;
                    refusal = Failure.unknownPartition(partition, lane.partitions);
                }
            } finally {
                lock.unlock();
            }
            if (refused != null) {
                endAll(List.of(refused), refusal);
            } else {
                askForMetadata(client, lane, now);
            }
        }
    }

    private void askForMetadata(KafkaClient client, Lane lane, long now) {
        try {
            int partitions = client.partitions(lane.topic);
            lock.lock();
            try {
                lanes.known(lane, client, partitions, now);
                lastError = null;
            } finally {
                lock.unlock();
            }
        } catch (KafkaException e) {
            metadataMissing(client, lane, e, now);
        }
    }

    private void metadataMissing(KafkaClient client, Lane lane, KafkaException exception, long now) {
        KafkaException reason = Refusal.reason(exception);
        Failure failure = Refusal.beforeHandOver(reason);
        List<Submission> refused;
        lock.lock();
        try {
            if (Refusal.mayPass(exception)) {
                lanes.await(lane, now);
                dispatcher.lookBy(lane.askAgainAt);
                return;
            }
            refused = Refusal.concernsTopic(reason) ? lanes.takeAll(lane) : List.of();
        } finally {
            lock.unlock();
        }
        endAll(refused, failure);
        if (!Refusal.concernsTopic(reason)) {
            // it is said to one caller only, so all who wait are told here
            endWaiting(failure, Refusal.text(reason));
        }
        if (Fatal.is(exception)) {
            connection.discard(client, exception);
        } else {
            connection.refused(client, reason);
        }
    }

    /** Ends all that waits now: some at a time, so that callers get the lock in between. */
    private void endWaiting(Failure failure, String error) {
        List<Submission> taken;
        int left;
        lock.lock();
        try {
            lastError = error;
            left = capacity.records();
        } finally {
            lock.unlock();
        }
        do {
            lock.lock();
            try {
                taken = lanes.take(CHUNK);
            } finally {
                lock.unlock();
            }
            endAll(taken, failure);
            // not those that come meanwhile, without end
            left -= taken.size();
        } while (!taken.isEmpty() && left > 0);
    }

    private void send(KafkaClient client, Submission submission) {
        outstanding.incrementAndGet();
        ProducerRecord<Object, byte[]> record = submission.handOver(client);
        if (record == null) {
            // its sender gave up between the two; its room was given back then
            acknowledgedOne(client);
            return;
        }
        handOverThread = Thread.currentThread();
        atHandOver = submission;
        try {
            client.send(record, submission);
        } catch (RuntimeException e) {
            completed(submission, null, e);
        } finally {
            atHandOver = null;
        }
    }

    // ---- from the client

    /** The client's callback, on its network thread, or on the thread that hands over when it refuses at once. */
    void completed(Submission submission, RecordMetadata metadata, Exception exception) {
        if (!submission.giveBack()) {
            return;
        }
        boolean refusedAtOnce = atHandOver == submission && handOverThread == Thread.currentThread();
        boolean told;
        if (exception == null) {
            told = submission.acknowledge(metadata);
        } else if (refusedAtOnce) {
            told = submission.failHandedOver(Refusal.atHandOver(exception));
        } else {
            told = submission.failHandedOver(cutOff ? Failure.closed(name, Outcome.UNKNOWN) : Refusal.afterHandOver(exception));
        }
        lock.lock();
        try {
            leave(submission);
        } finally {
            lock.unlock();
        }
        if (told) {
            submission.tellWaiter();
        } else if (exception == null) {
            lateListener.acknowledgedLate(submission, metadata);
        }
        KafkaClient client = submission.client();
        if (Fatal.is(exception)) {
            connection.discard(client, exception);
        }
        acknowledgedOne(client);
    }

    private void acknowledgedOne(KafkaClient client) {
        if (outstanding.decrementAndGet() > 0 && !bufferFull) {
            return;
        }
        if (!moreIsReady()) {
            return;
        }
        if (client.isSendHeavy() || client.mayBlock() || atHandOver != null) {
            dispatcher.lookNow();
        } else {
            handOver(MOST_AT_AN_ACKNOWLEDGMENT);
        }
    }

    @Override
    public void connected() {
        dispatcher.lookNow();
    }

    @Override
    public void metadataArrived() {
        lock.lock();
        try {
            if (lanes.nothingWaiting()) {
                return;
            }
            lanes.askAll();
        } finally {
            lock.unlock();
        }
        dispatcher.lookNow();
    }

    @Override
    public void connectionFailed(ClientCreationException failure) {
        endWaiting(Failure.noClient(failure), failure.getMessage());
    }

    public int pendingRecords() {
        return capacity.records();
    }

    public long pendingBytes() {
        return capacity.bytes();
    }

    // ---- what is due

    private long doWhatIsDue() {
        long now = System.nanoTime();
        List<Submission> expired;
        boolean groupDue;
        lock.lock();
        try {
            expired = deadlines.takeExpired(now);
            lanes.askDue(now);
            groupDue = !lanes.nothingReady() && (outstanding.get() == 0 || now - groupSince >= GROUPING || bufferFull);
        } finally {
            lock.unlock();
        }
        expireAll(expired);
        if (groupDue) {
            handOver(Integer.MAX_VALUE);
        }
        lock.lock();
        try {
            now = System.nanoTime();
            long next = Math.min(lanes.askDue(now), deadlines.nextIn(now));
            if (!lanes.nothingReady() && connection.client() != null) {
                // what was due and is still here is being seen to by another thread
                long look = groupDue ? GROUPING : Math.max(1, groupSince + GROUPING - now);
                next = Math.min(next, bufferFull ? BUFFER_LOOK : look);
            }
            // while records are on their way, the next one is likely to want grouping: cheaper to be awake than to be woken
            return outstanding.get() > 0 && groupDue ? Math.min(next, GROUPING) : next;
        } finally {
            lock.unlock();
        }
    }

    // ---- the end

    /**
     * Takes nothing any more, waits at most this long for what is on its way, and ends the rest as
     * {@link io.quarkiverse.kafkaproducer.ProducerClosedException}. Blocks.
     */
    public void close(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        List<Submission> unsent;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            room.signalAll();
            awaitEmpty(end);
            unsent = lanes.takeAll();
            unparkAll(unsent);
            cutOff = !capacity.isEmpty();
        } finally {
            lock.unlock();
        }
        endAll(unsent, Failure.closed(name, Outcome.NOT_SENT));
        connection.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        dispatcher.stop();
    }

    private void unparkAll(List<Submission> into) {
        for (Submission next = parked.first(); next != null; next = parked.first()) {
            // as if it had had room, which it gives back like the others
            capacity.force(next.size());
            next.unpark();
            into.add(next);
        }
    }

    /** Waits until nothing is on its way any more, or until this time; says which. Blocks. */
    public boolean awaitEmpty(long end) {
        lock.lock();
        try {
            for (long left = end - System.nanoTime(); !capacity.isEmpty() && left > 0; left = end - System.nanoTime()) {
                empty.awaitNanos(left);
            }
            return capacity.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses what comes, with this reason, until {@link #resume()}. */
    public void pause(String reason) {
        lock.lock();
        try {
            paused = Failure.paused(reason);
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void resume() {
        lock.lock();
        try {
            paused = null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what waits and has not been handed over, with the reason of {@link #pause}. */
    public void takeBack() {
        List<Submission> unsent;
        Failure reason;
        lock.lock();
        try {
            unsent = lanes.takeAll();
            unparkAll(unsent);
            reason = paused;
        } finally {
            lock.unlock();
        }
        endAll(unsent, reason);
    }
}
