package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkiverse.kafkaproducer.footprint.Footprint;

/** Keeps the latest footprints. Failures have a place of their own, from which no flood of successes pushes them out. */
@Singleton
public class RecentFootprints {

    /** Successes that are kept. */
    static final int MOST = 500;
    /** Warnings and errors that are kept. */
    static final int MOST_FAILURES = 200;
    /** Successes that are told at once to a page that has some already: it could not show more of them before the next ones. */
    static final int MOST_AT_ONCE = 100;
    /** Failures likewise; each may have a long traceback. */
    static final int MOST_FAILURES_AT_ONCE = 40;

    private final Deque<Numbered> successes = new ArrayDeque<>();
    private final Deque<Numbered> failures = new ArrayDeque<>();
    private long count;
    private long failed;

    private record Numbered(long number, Footprint footprint) {
    }

    /** Costs the thread that writes footprints as good as nothing: views are made when a page asks. */
    void left(@Observes Footprint footprint) {
        boolean failure = FootprintView.isFailure(footprint);
        synchronized (this) {
            count++;
            if (failure) {
                failed++;
                add(failures, MOST_FAILURES, footprint);
            } else {
                add(successes, MOST, footprint);
            }
        }
    }

    private void add(Deque<Numbered> kept, int most, Footprint footprint) {
        if (kept.size() == most) {
            kept.removeFirst();
        }
        kept.addLast(new Numbered(count, footprint));
    }

    /**
     * Returns those with a higher number.
     *
     * @param number 0 for all that are kept; otherwise not all may be told
     */
    FootprintsView after(long number) {
        List<Numbered> some = new ArrayList<>();
        long total;
        long totalFailed;
        synchronized (this) {
            total = count;
            totalFailed = failed;
            addLatest(successes, number, number == 0 ? MOST : MOST_AT_ONCE, some);
            addLatest(failures, number, number == 0 ? MOST_FAILURES : MOST_FAILURES_AT_ONCE, some);
        }
        some.sort(Comparator.comparingLong(Numbered::number));
        return new FootprintsView(total, totalFailed, Math.max(0, total - number - some.size()),
                some.stream().map(one -> FootprintView.of(one.number(), one.footprint())).toList());
    }

    private static void addLatest(Deque<Numbered> kept, long number, int most, List<Numbered> some) {
        Iterator<Numbered> latestFirst = kept.descendingIterator();
        for (int i = 0; i < most && latestFirst.hasNext(); i++) {
            Numbered one = latestFirst.next();
            if (one.number() <= number) {
                return;
            }
            some.add(one);
        }
    }

    /** Forgets them. Numbers go on. */
    synchronized void clear() {
        successes.clear();
        failures.clear();
    }

    /** Returns how many warnings and errors have been left since the application was started. */
    synchronized long failures() {
        return failed;
    }
}
