package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.quarkiverse.kafkaproducer.Outcome;

/**
 * Who is let into the queue. Where there is room that needs no lock, so that a caller who must not wait never does, not even
 * for a thread that the machine has stopped while it held one. Those who wait for room, outside or with a thread, are guarded
 * by the queue's lock.
 */
final class Admission {

    private final String producer;
    private final Capacity capacity;
    private final Queue<Submission> arrivals;
    private final ReentrantLock lock;
    private final Condition room;
    private final Condition empty;
    private final Chain<Submission> parked = new Chain<>();
    private final Deadlines deadlines;
    private int waitingForRoom;
    /** How many are parked, for those who have not got the lock. */
    private volatile int outside;
    private volatile Failure refusing;

    /**
     * @param arrivals where those go that are let in
     * @param lock the queue's
     * @param deadlines of those that are parked; guarded by the lock
     */
    Admission(String producer, Capacity capacity, Queue<Submission> arrivals, ReentrantLock lock, Deadlines deadlines) {
        this.producer = producer;
        this.capacity = capacity;
        this.arrivals = arrivals;
        this.lock = lock;
        this.room = lock.newCondition();
        this.empty = lock.newCondition();
        this.deadlines = deadlines;
    }

    /**
     * Lets it in if there is room for it, or parks it until there is. Waits for that where its thread does.
     *
     * @return why it is not let in, or null
     */
    Failure admit(Submission submission, Room mode) {
        Failure refusal = refusing;
        if (refusal != null) {
            return refusal;
        }
        if (!capacity.everFits(submission.size())) {
            return Failure.neverFits(submission.size(), capacity.mostBytes());
        }
        if (mode == Room.THREAD_WAITS && Thread.currentThread().isInterrupted()) {
            return Failure.interrupted("its turn", Outcome.NOT_SENT);
        }
        // not past those who are parked, as its own sender's earlier ones may be among them
        if (outside == 0 && letIn(submission)) {
            return null;
        }
        return switch (mode) {
            case REFUSED -> Failure.queueFull(producer, capacity.toString());
            case PARKED -> park(submission);
            case THREAD_WAITS -> awaitRoom(submission);
        };
    }

    private boolean letIn(Submission submission) {
        if (!submission.takeRoom(capacity)) {
            return false;
        }
        arrivals.add(submission);
        return true;
    }

    private Failure park(Submission submission) {
        lock.lock();
        try {
            if (refusing != null) {
                return refusing;
            }
            // looked at again under the lock, with which room is given back
            if (!submission.isEnded() && !(parked.isEmpty() && letIn(submission))) {
                submission.park(parked);
                outside++;
                deadlines.add(submission);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Failure awaitRoom(Submission submission) {
        lock.lock();
        waitingForRoom++;
        try {
            while (true) {
                if (refusing != null) {
                    return refusing;
                }
                if (parked.isEmpty() && letIn(submission)) {
                    return null;
                }
                long left = submission.deadlineNanos() - System.nanoTime();
                if (left <= 0) {
                    return Failure.timeout(submission.timeoutNanos(), waitedFor(), Outcome.NOT_SENT);
                }
                room.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Failure.interrupted("room in the queue", Outcome.NOT_SENT);
        } finally {
            waitingForRoom--;
            lock.unlock();
        }
    }

    /** What those wait for who are not in. */
    String waitedFor() {
        return "room in the queue (" + capacity + ")";
    }

    /** Why what comes now is refused, or null. To be asked again after an admission: what came before is let in. */
    Failure refusing() {
        return refusing;
    }

    // ---- with the lock

    /** Refuses what comes from now on, with this reason; null to let it in again. */
    void refuse(Failure reason) {
        refusing = reason;
        room.signalAll();
    }

    /** After room has been given back. Those who are parked go first, in the order in which they came. */
    void letInParked(Consumer<Submission> admitted) {
        for (Submission next = parked.first(); next != null && next.takeRoom(capacity); next = parked.first()) {
            unpark(next);
            admitted.accept(next);
        }
        if (waitingForRoom > 0) {
            room.signalAll();
        }
        if (capacity.isEmpty()) {
            empty.signalAll();
        }
    }

    void unpark(Submission submission) {
        submission.unpark();
        outside--;
    }

    void unparkAll(Consumer<Submission> unparked) {
        for (Submission next = parked.first(); next != null; next = parked.first()) {
            unpark(next);
            unparked.accept(next);
        }
    }

    /** Waits, without the lock, until nobody has room any more, or until this time; says which. Blocks. */
    boolean awaitEmpty(long end) {
        try {
            for (long left = end - System.nanoTime(); !capacity.isEmpty() && left > 0; left = end - System.nanoTime()) {
                empty.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return capacity.isEmpty();
    }
}
