package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The deadlines of submissions for which no thread waits, in buckets of a few milliseconds: adding and removing cost the same
 * whatever their number, and a removed one leaves nothing behind. Guarded by the queue's lock.
 */
final class Deadlines {

    static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

    static final class Bucket {
        private final long tick;
        private final Chain<Submission> submissions = new Chain<>();

        private Bucket(long tick) {
            this.tick = tick;
        }
    }

    /** Ticks are counted from here, as {@link System#nanoTime()} may be negative and may wrap around. */
    private final long origin;
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private Bucket latestUsed;

    Deadlines(long origin) {
        this.origin = origin;
    }

    void add(Submission submission) {
        long tick = (submission.deadlineNanos() - origin) / TICK + 1;
        if (latestUsed == null || latestUsed.tick != tick) {
            latestUsed = buckets.computeIfAbsent(tick, Bucket::new);
        }
        submission.bucket = latestUsed;
        submission.deadline = latestUsed.submissions.append(submission);
    }

    /** Does nothing for a submission that has no deadline here. */
    void remove(Submission submission) {
        Bucket bucket = submission.bucket;
        if (bucket == null) {
            return;
        }
        submission.bucket = null;
        bucket.submissions.remove(submission.deadline);
        if (bucket.submissions.isEmpty()) {
            forget(bucket);
        }
    }

    /** Takes out those whose deadline has passed. */
    List<Submission> takeExpired(long now) {
        if (buckets.isEmpty() || nextIn(now) > 0) {
            return List.of();
        }
        List<Submission> expired = new ArrayList<>();
        while (!buckets.isEmpty() && nextIn(now) <= 0) {
            Bucket bucket = buckets.firstEntry().getValue();
            for (Submission due = bucket.submissions.poll(); due != null; due = bucket.submissions.poll()) {
                due.bucket = null;
                expired.add(due);
            }
            forget(bucket);
        }
        return expired;
    }

    /** Nanoseconds until the next one is due, {@link Long#MAX_VALUE} if there is none. */
    long nextIn(long now) {
        return buckets.isEmpty() ? Long.MAX_VALUE : origin + buckets.firstKey() * TICK - now;
    }

    private void forget(Bucket bucket) {
        buckets.remove(bucket.tick);
        if (latestUsed == bucket) {
            latestUsed = null;
        }
    }
}
