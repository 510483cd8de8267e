package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkiverse.kafkaproducer.footprint.Footprint;

/** The latest footprints: so many of them, and none before. */
@Singleton
public class RecentFootprints {

    static final int MOST = 500;

    private final Deque<Footprint> latest = new ArrayDeque<>();
    private long count;

    void left(@Observes Footprint footprint) {
        synchronized (latest) {
            if (latest.size() == MOST) {
                latest.removeFirst();
            }
            latest.addLast(footprint);
            count++;
        }
    }

    /** Those with a higher number, the oldest first. Numbers start at 1. */
    List<FootprintView> after(long number) {
        List<Footprint> kept;
        long first;
        synchronized (latest) {
            kept = new ArrayList<>(latest);
            first = count - kept.size() + 1;
        }
        List<FootprintView> views = new ArrayList<>();
        for (long next = Math.max(first, number + 1); next < first + kept.size(); next++) {
            views.add(FootprintView.of(next, kept.get((int) (next - first))));
        }
        return views;
    }
}
