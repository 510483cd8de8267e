package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;

/**
 * What is on its way, and where it stands: parked outside, in the lane of its topic, or with the client.
 * <p>
 * Arriving needs no lock: whoever has it takes in what has arrived. All else is guarded by one lock, which is held for
 * bookkeeping only, never while Kafka or a waiter is called.
 */
final class Pending {

    /** Whose turn it is. One object for all turns, as one thread at a time takes them. */
    static final class Turn {
        Lane lane;
        /** Null where the lane's metadata has to be asked for first. */
        Submission head;
    }

    /** What has come with an arrival. */
    enum Arrived {
        /** Something to hand over, with nothing else there that it could be grouped with. */
        FIRST,
        /** Something that will be handed over with others. */
        MORE,
        /** Nothing that can be handed over now. */
        NOTHING,
        /** Another thread is at it. */
        NOT_KNOWN
    }

    private final Dispatcher dispatcher;
    private final Capacity capacity;
    private final Queue<Submission> arrivals = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Lanes lanes = new Lanes();
    private final Deadlines deadlines = new Deadlines(System.nanoTime());
    private final Admission admission;
    private long groupSince;
    /** What the brokers, or the way to them, said last; null since it works. */
    private String lastError;
    private volatile boolean bufferFull;

    Pending(String producer, Capacity capacity, Dispatcher dispatcher) {
        this.capacity = capacity;
        this.dispatcher = dispatcher;
        this.admission = new Admission(producer, capacity, arrivals, lock, deadlines);
    }

    int records() {
        return capacity.records();
    }

    long bytes() {
        return capacity.bytes();
    }

    // ---- arriving

    /** As {@link Admission#admit}. */
    Failure admit(Submission submission, Room mode) {
        return admission.admit(submission, mode);
    }

    /** As {@link Admission#refusing}. */
    Failure refusing() {
        return admission.refusing();
    }

    /** Does not wait: where another thread has the lock, it or the dispatcher takes in what has arrived. */
    Arrived tryTakeIn() {
        if (!lock.tryLock()) {
            return Arrived.NOT_KNOWN;
        }
        try {
            boolean first = lanes.nothingReady();
            takeIn();
            if (lanes.nothingReady()) {
                return Arrived.NOTHING;
            }
            return first ? Arrived.FIRST : Arrived.MORE;
        } finally {
            lock.unlock();
        }
    }

    private void takeIn() {
        for (Submission next = arrivals.poll(); next != null; next = arrivals.poll()) {
            if (!next.isEnded()) {
                addToLane(next);
                if (next.isWatched()) {
                    deadlines.add(next);
                }
            }
        }
    }

    private void addToLane(Submission submission) {
        if (lanes.nothingReady()) {
            groupSince = System.nanoTime();
        }
        lanes.add(submission);
    }

    /** So that whoever looks at the lanes sees all that came before. */
    private void lockAndTakeIn() {
        lock.lock();
        takeIn();
    }

    // ---- leaving

    /** It takes no more room. */
    void leave(Submission submission) {
        lockAndTakeIn();
        try {
            release(submission);
            letInParked();
        } finally {
            lock.unlock();
        }
    }

    void leave(List<Submission> submissions) {
        lockAndTakeIn();
        try {
            submissions.forEach(this::release);
            letInParked();
        } finally {
            lock.unlock();
        }
    }

    private void letInParked() {
        admission.letInParked(submission -> {
            addToLane(submission);
            dispatcher.lookBy(groupSince + SubmissionQueue.GROUPING);
        });
    }

    private void release(Submission submission) {
        deadlines.remove(submission);
        submission.giveBackRoom(capacity);
    }

    /** Why a sender gives up; null where that makes no difference to the record. */
    @FunctionalInterface
    interface Reason {
        Failure failure(Submission submission, String waitedFor, Outcome outcome);
    }

    /**
     * What is known of why it takes so long.
     *
     * @param client whether there is one
     * @param connection what to say of a connection that is not there
     * @param acknowledgment what to say of acknowledgments that do not come
     */
    record Known(boolean client, String connection, String acknowledgment) {
        static final Known NOTHING = new Known(true, "", "");
    }

    /**
     * Ends those that have not ended: taken back where the client does not have them, else left to the client.
     *
     * @param known what the client says of itself
     * @return those that ended by this
     */
    List<Submission> giveUp(List<Submission> submissions, Known known, Reason reason) {
        List<Submission> ended = new ArrayList<>(submissions.size());
        lockAndTakeIn();
        try {
            for (Submission submission : submissions) {
                if (giveUp(submission, known, reason)) {
                    ended.add(submission);
                }
            }
            letInParked();
        } finally {
            lock.unlock();
        }
        return ended;
    }

    private boolean giveUp(Submission submission, Known known, Reason reason) {
        if (submission.failQueued(reason.failure(submission, waitedFor(submission, known), Outcome.NOT_SENT))) {
            if (submission.isParked()) {
                admission.unpark(submission);
            } else if (submission.lane != null) {
                lanes.remove(submission);
            }
            release(submission);
            return true;
        }
        Failure unknown = reason.failure(submission, "the acknowledgment" + known.acknowledgment(), Outcome.UNKNOWN);
        if (unknown == null || !submission.failHandedOver(unknown)) {
            return false;
        }
        deadlines.remove(submission);
        return true;
    }

    private String waitedFor(Submission submission, Known known) {
        if (submission.isParked()) {
            return admission.waitedFor();
        }
        if (!known.client() || submission.lane == null) {
            return "the client" + lastError();
        }
        if (submission.lane.state == Lane.State.WAITING || !submission.lane.isKnown()) {
            return "metadata of topic " + submission.topic()
                    + (known.connection().isEmpty() ? lastError() : known.connection());
        }
        return bufferFull ? "buffer space" : "the acknowledgment of earlier records";
    }

    private String lastError() {
        return lastError == null ? "" : "; the last error: " + lastError;
    }

    /** Takes some of those that wait out of their lanes, for the caller to end. */
    List<Submission> take(int most) {
        lockAndTakeIn();
        try {
            return lanes.take(most);
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that wait for a topic out of its lane, for the caller to end. */
    List<Submission> takeAll(Lane lane) {
        lockAndTakeIn();
        try {
            return lanes.takeAll(lane);
        } finally {
            lock.unlock();
        }
    }

    /** Takes out all that wait, outside as well, for the caller to end. */
    List<Submission> takeAll() {
        lockAndTakeIn();
        try {
            List<Submission> taken = lanes.takeAll();
            admission.unparkAll(taken::add);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    // ---- to the client

    /** Without a lock, so at once, and perhaps no longer true. */
    boolean somethingReady() {
        return lanes.somethingReady() || !arrivals.isEmpty();
    }

    /**
     * Whose turn it is, if anyone's: a record, which leaves its lane, or a lane without metadata.
     *
     * @param bufferAvailable how much of the client's buffer is free
     */
    boolean next(Turn turn, KafkaClient client, long bufferAvailable, long now) {
        lockAndTakeIn();
        try {
            turn.head = null;
            turn.lane = nextLane(client, now);
            if (turn.lane == null) {
                return false;
            }
            if (!turn.lane.isKnownBy(client, now)) {
                return true;
            }
            bufferFull = !client.fits(turn.lane.records.first().size(), bufferAvailable);
            if (bufferFull) {
                return false;
            }
            turn.head = turn.lane.records.poll();
            turn.lane.given(client, now);
            lanes.turnTaken(turn.lane);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Lane nextLane(KafkaClient client, long now) {
        Lane lane = lanes.next();
        while (lane != null && lane.isHeld(client, now)) {
            lanes.hold(lane);
            lane = lanes.next();
        }
        return lane;
    }

    /** The client has given it back, so it takes no more room. */
    void givenBack(Submission submission, boolean acknowledged) {
        lockAndTakeIn();
        try {
            givenBack(submission.lane, submission.client(), acknowledged);
            release(submission);
            letInParked();
        } finally {
            lock.unlock();
        }
    }

    /** The client was not given it after all. */
    void notGiven(Turn turn, KafkaClient client) {
        lock.lock();
        try {
            givenBack(turn.lane, client, false);
        } finally {
            lock.unlock();
        }
    }

    private void givenBack(Lane lane, KafkaClient client, boolean acknowledged) {
        if (lanes.givenBack(lane, client, acknowledged)) {
            dispatcher.lookBy(System.nanoTime() + SubmissionQueue.GROUPING);
        }
    }

    boolean isBufferFull() {
        return bufferFull;
    }

    void metadataKnown(Lane lane, KafkaClient by, int partitions, long now) {
        lock.lock();
        try {
            lanes.known(lane, by, partitions, now);
            lastError = null;
        } finally {
            lock.unlock();
        }
    }

    void awaitMetadata(Lane lane, long now) {
        lock.lock();
        try {
            lanes.await(lane, now);
            dispatcher.lookBy(lane.askAgainAt);
        } finally {
            lock.unlock();
        }
    }

    /** Metadata have come. Says whether anything waited for some. */
    boolean askAll() {
        lock.lock();
        try {
            boolean waited = !lanes.nothingWaiting();
            lanes.askAll();
            return waited;
        } finally {
            lock.unlock();
        }
    }

    void failed(String error) {
        lock.lock();
        try {
            lastError = error;
        } finally {
            lock.unlock();
        }
    }

    // ---- what is due

    List<Submission> takeExpired(long now) {
        lockAndTakeIn();
        try {
            lanes.askDue(now);
            return deadlines.takeExpired(now);
        } finally {
            lock.unlock();
        }
    }

    /** In how many nanoseconds those that can be handed over have been grouped for long enough; never if there are none. */
    long groupDueIn(long now) {
        lock.lock();
        try {
            return lanes.nothingReady() ? Long.MAX_VALUE : groupSince + SubmissionQueue.GROUPING - now;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until metadata have to be asked for, or a deadline passes. */
    long nextIn(long now) {
        lock.lock();
        try {
            return Math.min(lanes.askDue(now), deadlines.nextIn(now));
        } finally {
            lock.unlock();
        }
    }

    // ---- the end

    /** As {@link Admission#refuse}. */
    void refuse(Failure reason) {
        lock.lock();
        try {
            admission.refuse(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is on its way any more, or until this time; says which. Blocks. */
    boolean awaitEmpty(long end) {
        lock.lock();
        try {
            return admission.awaitEmpty(end);
        } finally {
            lock.unlock();
        }
    }
}
