package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;

/**
 * One first-in-first-out lane a topic, so that a topic whose metadata is missing delays no other. Guarded by the queue's lock.
 * What it does for one record does not depend on how many lanes there are.
 */
final class Lanes {

    /** How long the partition count that the client gave is used before it is asked again. */
    static final long METADATA_TRUSTED = TimeUnit.SECONDS.toNanos(1);

    /** The client tells when metadata arrive; asking again is for requests that were lost and topics that appear later. */
    private static final long FIRST_BACKOFF = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LAST_BACKOFF = TimeUnit.MILLISECONDS.toNanos(250);

    /** Beyond this many, an idle lane is forgotten: topic names may be generated. */
    private static final int REMEMBERED = 1024;

    private final Map<String, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private final Set<Lane> waiting = new LinkedHashSet<>();
    private final Set<Lane> held = new LinkedHashSet<>();
    /** What {@link #ready} says, for those who have not got the lock. */
    private volatile boolean somethingReady;

    boolean nothingReady() {
        return ready.isEmpty();
    }

    boolean somethingReady() {
        return somethingReady;
    }

    boolean nothingWaiting() {
        return waiting.isEmpty();
    }

    void add(Submission submission) {
        Lane lane = lanes.computeIfAbsent(submission.topic(), Lane::new);
        submission.lane = lane;
        submission.place = lane.records.append(submission);
        if (lane.state == Lane.State.IDLE) {
            makeReady(lane);
        }
    }

    void remove(Submission submission) {
        submission.lane.records.remove(submission.place);
    }

    /** The lane whose turn it is, or null. Lanes that were emptied meanwhile leave here. */
    Lane next() {
        for (Lane lane = ready.peek(); lane != null; lane = ready.peek()) {
            if (!lane.records.isEmpty()) {
                return lane;
            }
            rest(ready.poll());
        }
        readyChanged();
        return null;
    }

    /** The lane has had its turn and goes to the end of the line, or out of it when nothing is left. */
    void turnTaken(Lane lane) {
        ready.remove(lane);
        if (lane.records.isEmpty()) {
            rest(lane);
        } else {
            ready.addLast(lane);
        }
        readyChanged();
    }

    void known(Lane lane, KafkaClient by, int partitions, long now) {
        lane.known(by, partitions, now + METADATA_TRUSTED);
        lane.backoff = 0;
    }

    void await(Lane lane, long now) {
        lane.forget();
        lane.backoff = lane.backoff == 0 ? FIRST_BACKOFF : Math.min(lane.backoff * 2, LAST_BACKOFF);
        lane.askAgainAt = now + lane.backoff;
        lane.state = Lane.State.WAITING;
        ready.remove(lane);
        readyChanged();
        waiting.add(lane);
    }

    /** It goes on when the client has given back what it has. */
    void hold(Lane lane) {
        lane.state = Lane.State.HELD;
        ready.remove(lane);
        readyChanged();
        held.add(lane);
    }

    /** Says whether it was held. */
    private boolean release(Lane lane) {
        if (!held.remove(lane)) {
            return false;
        }
        makeReady(lane);
        return true;
    }

    /** Metadata have come, perhaps these: all who wait ask again. */
    void askAll() {
        for (Lane lane : waiting) {
            makeReady(lane);
        }
        waiting.clear();
    }

    /** Those whose time has come ask again; says when the next one will, or {@link Long#MAX_VALUE} nanoseconds from now. */
    long askDue(long now) {
        long next = Long.MAX_VALUE;
        for (var lanesWaiting = waiting.iterator(); lanesWaiting.hasNext();) {
            Lane lane = lanesWaiting.next();
            long left = lane.askAgainAt - now;
            if (left <= 0) {
                lanesWaiting.remove();
                makeReady(lane);
            } else {
                next = Math.min(next, left);
            }
        }
        return next;
    }

    /** Takes out some of what waits, the oldest of each lane first. */
    List<Submission> take(int most) {
        List<Submission> taken = new ArrayList<>(most);
        makeAllReady();
        for (Lane lane = next(); lane != null && taken.size() < most; lane = next()) {
            while (!lane.records.isEmpty() && taken.size() < most) {
                taken.add(lane.records.poll());
            }
            turnTaken(lane);
        }
        return taken;
    }

    /** Takes out everything that waits. */
    List<Submission> takeAll() {
        List<Submission> taken = new ArrayList<>();
        makeAllReady();
        for (Lane lane = ready.poll(); lane != null; lane = ready.poll()) {
            take(lane, taken);
            rest(lane);
        }
        readyChanged();
        return taken;
    }

    /** Takes out what waits in a lane. */
    List<Submission> takeAll(Lane lane) {
        List<Submission> taken = new ArrayList<>();
        take(lane, taken);
        ready.remove(lane);
        readyChanged();
        waiting.remove(lane);
        held.remove(lane);
        rest(lane);
        return taken;
    }

    private void makeAllReady() {
        askAll();
        held.forEach(this::makeReady);
        held.clear();
    }

    private static void take(Lane lane, List<Submission> taken) {
        for (Submission submission = lane.records.poll(); submission != null; submission = lane.records.poll()) {
            taken.add(submission);
        }
    }

    private void makeReady(Lane lane) {
        lane.state = Lane.State.READY;
        ready.addLast(lane);
        readyChanged();
    }

    private void readyChanged() {
        boolean now = !ready.isEmpty();
        if (somethingReady != now) {
            somethingReady = now;
        }
    }

    /** The client has given back one of its records. Says whether it goes on now. */
    boolean givenBack(Lane lane, KafkaClient client, boolean acknowledged) {
        lane.givenBack(client, acknowledged);
        if (lane.state == Lane.State.IDLE) {
            forgetOneOfMany(lane);
        }
        return release(lane);
    }

    private void rest(Lane lane) {
        lane.state = Lane.State.IDLE;
        forgetOneOfMany(lane);
    }

    /** Not while the client has records of it: another lane of this topic would not know that it has to wait for them. */
    private void forgetOneOfMany(Lane lane) {
        if (lanes.size() > REMEMBERED && !lane.isWithClient()) {
            lanes.remove(lane.topic, lane);
        }
    }
}
