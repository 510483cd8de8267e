package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Decides which lanes this relay claims, reads and gives up, and when. Used by the relay's thread alone. */
final class RelayLanes {

    /** Other replicas want their turn, and learn of what this one missed. */
    private static final long LONGEST_CLAIM = TimeUnit.MILLISECONDS.toNanos(500);
    /** Shorter than another replica waits before it tries again, and long enough for the next commit of a busy application. */
    private static final long KEEP_IDLE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long CLAIM_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CLAIM_AT_LAST = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final LaneClaims claims;
    /** Lanes that this application has written to. */
    private final Set<Integer> fresh = new TreeSet<>();
    /** The same, but another replica has claimed them, which may have looked before our commit. */
    private final Set<Integer> contested = new TreeSet<>();
    /** Lanes that have rows of whomever. */
    private final Set<Integer> found = new TreeSet<>();
    /** Lanes whose transactions fail, and until when they are left alone. */
    private final Map<Integer, Long> paused = new HashMap<>();
    private long claimAgainAt;
    private long claimPause = CLAIM_AGAIN;
    private boolean idle;
    private long idleSince;

    RelayLanes(LaneClaims claims, long now) {
        this.claims = claims;
        this.claimAgainAt = now;
    }

    HeldLane get(int number) {
        return claims.get(number);
    }

    /** This application has written to them. */
    void written(Collection<Integer> lanes) {
        fresh.addAll(lanes);
    }

    /** There are rows in them. */
    void found(Collection<Integer> lanes) {
        for (int lane : lanes) {
            HeldLane mine = claims.get(lane);
            if (mine == null) {
                found.add(lane);
            } else {
                mine.unread = true;
            }
        }
    }

    /** There may be rows in each of them that could not be read before. */
    void readAgain() {
        claims.lanes().forEach(lane -> lane.unread = true);
    }

    void pause(HeldLane lane, long now) {
        paused.put(lane.number, now + PAUSE);
    }

    // ---- claims

    boolean isClaimWanted(long now) {
        return !isClosing(now)
                && (!fresh.isEmpty() || !found.isEmpty() || !contested.isEmpty() && now - claimAgainAt >= 0);
    }

    private boolean isClosing(long now) {
        return !claims.isEmpty() && now - claims.since() > LONGEST_CLAIM;
    }

    /** Claims those that have rows, as far as nobody else has them. */
    void claim(long now) throws SQLException {
        for (HeldLane lane : claims.lanes()) {
            if (fresh.remove(lane.number) | contested.remove(lane.number) | found.remove(lane.number)) {
                lane.unread = true;
            }
        }
        if (!isClaimWanted(now)) {
            return;
        }
        boolean again = now - claimAgainAt >= 0;
        Set<Integer> numbers = new TreeSet<>(found);
        numbers.addAll(fresh);
        if (again) {
            numbers.addAll(contested);
        }
        Set<Integer> claimed = claims.claim(numbers, now);
        found.clear();
        contested.addAll(fresh);
        contested.removeAll(claimed);
        fresh.clear();
        if (contested.isEmpty()) {
            claimPause = CLAIM_AGAIN;
        } else if (again) {
            claimAgainAt = now + claimPause;
            claimPause = Math.min(CLAIM_AT_LAST, 2 * claimPause);
        }
    }

    /** @throws SQLException if the claims may have ended */
    void touch(long now) throws SQLException {
        claims.touch(now);
    }

    boolean areStale(long now) {
        return claims.isStale(now);
    }

    /**
     * Lets other replicas have the lanes: soon where there is nothing left to do, and from time to time.
     *
     * @param keysOnTheirWay whether there are keys that nobody else must send yet
     */
    void release(long now, boolean keysOnTheirWay) throws SQLException {
        if (claims.isEmpty()) {
            return;
        }
        boolean busy = false;
        boolean allIdle = !keysOnTheirWay;
        for (HeldLane lane : claims.lanes()) {
            busy |= lane.rows > 0;
            allIdle &= lane.isIdle();
        }
        if (allIdle && !idle) {
            idleSince = now;
        }
        idle = allIdle;
        if (!busy && keysOnTheirWay && isClosing(now)) {
            claims.extend(now);
        } else if (!busy && !keysOnTheirWay && (isClosing(now) || idle && now - idleSince >= KEEP_IDLE)) {
            for (HeldLane lane : claims.lanes()) {
                if (lane.unread) {
                    found.add(lane.number);
                }
            }
            idle = false;
            claims.release();
        }
    }

    void releaseAll() throws SQLException {
        claims.release();
    }

    /** The claims are gone, whatever the database knows of them. */
    void lose() {
        claims.lose();
        found.clear();
        idle = false;
    }

    // ---- reading

    boolean areReadable(long now) {
        if (isClosing(now)) {
            return false;
        }
        for (HeldLane lane : claims.lanes()) {
            if (isReadable(lane, now)) {
                return true;
            }
        }
        return false;
    }

    private boolean isReadable(HeldLane lane, long now) {
        return lane.isReadable() && (paused.isEmpty() || paused.getOrDefault(lane.number, now) - now <= 0);
    }

    /** Returns the lanes that may be read now, which count as read from now on. */
    List<HeldLane> takeReadable(long now) {
        List<HeldLane> readable = new ArrayList<>();
        for (HeldLane lane : claims.lanes()) {
            if (isReadable(lane, now)) {
                readable.add(lane);
                paused.remove(lane.number);
                lane.unread = false;
            }
        }
        return readable;
    }

    /** Returns when there will be something to do, in nanoseconds from now. */
    long nextIn(long now) {
        long next = Long.MAX_VALUE;
        if (!contested.isEmpty() && !isClosing(now)) {
            next = claimAgainAt - now;
        }
        if (idle) {
            next = Math.min(next, idleSince + KEEP_IDLE - now);
        }
        for (long end : paused.values()) {
            if (end - now > 0) {
                next = Math.min(next, end - now);
            }
        }
        return next;
    }
}
