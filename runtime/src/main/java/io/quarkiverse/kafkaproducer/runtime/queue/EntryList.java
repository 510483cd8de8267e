package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.function.Predicate;

/** Entries in order, linked through themselves by {@link Entry#link}. The owner's. */
final class EntryList {

    Entry first;
    private Entry last;
    private int size;

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    void add(Entry entry) {
        entry.link = null;
        if (last == null) {
            first = entry;
        } else {
            last.link = entry;
        }
        last = entry;
        size++;
    }

    Entry poll() {
        Entry polled = first;
        if (polled != null) {
            first = polled.link;
            polled.link = null;
            if (first == null) {
                last = null;
            }
            size--;
        }
        return polled;
    }

    /** Moves all entries of another list in front of its own. */
    void prepend(EntryList others) {
        if (others.isEmpty()) {
            return;
        }
        others.last.link = first;
        if (last == null) {
            last = others.last;
        }
        first = others.first;
        size += others.size;
        others.first = null;
        others.last = null;
        others.size = 0;
    }

    /** Returns how many were removed. */
    int removeIf(Predicate<Entry> condition) {
        Entry next = first;
        int before = size;
        first = null;
        last = null;
        size = 0;
        while (next != null) {
            Entry entry = next;
            next = entry.link;
            if (condition.test(entry)) {
                entry.link = null;
            } else {
                add(entry);
            }
        }
        return before - size;
    }
}
