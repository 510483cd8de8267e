package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.Arrays;

/** The tasks in virtual time, earliest first; those that are due at the same time in the order in which they were planned. */
final class Agenda {

    private long now;
    private long planned;
    private long[] times = new long[256];
    private long[] orders = new long[256];
    private Runnable[] events = new Runnable[256];
    private int size;

    long now() {
        return now;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the time of the next event; {@link Long#MAX_VALUE} if there is none. */
    long next() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    void after(long delay, Runnable event) {
        at(now + delay, event);
    }

    void at(long time, Runnable event) {
        if (size == events.length) {
            times = Arrays.copyOf(times, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
            events = Arrays.copyOf(events, size * 2);
        }
        place(size, Math.max(time, now), planned++, event);
        int at = size++;
        while (at > 0 && isBefore(at, at - 1 >> 1)) {
            swap(at, at - 1 >> 1);
            at = at - 1 >> 1;
        }
    }

    /** Lets the next event happen, at its time. Events may run events. */
    void runNext() {
        Runnable event = events[0];
        now = Math.max(now, times[0]);
        size--;
        place(0, times[size], orders[size], events[size]);
        events[size] = null;
        int at = 0;
        while (true) {
            int least = at;
            int left = 2 * at + 1;
            if (left < size && isBefore(left, least)) {
                least = left;
            }
            if (left + 1 < size && isBefore(left + 1, least)) {
                least = left + 1;
            }
            if (least == at) {
                break;
            }
            swap(at, least);
            at = least;
        }
        event.run();
    }

    private void place(int at, long time, long order, Runnable event) {
        times[at] = time;
        orders[at] = order;
        events[at] = event;
    }

    private boolean isBefore(int one, int other) {
        return times[one] != times[other] ? times[one] < times[other] : orders[one] < orders[other];
    }

    private void swap(int one, int other) {
        long time = times[one];
        long order = orders[one];
        Runnable event = events[one];
        place(one, times[other], orders[other], events[other]);
        place(other, time, order, event);
    }
}
