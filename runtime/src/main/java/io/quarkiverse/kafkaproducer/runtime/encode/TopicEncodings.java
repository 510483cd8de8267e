package io.quarkiverse.kafkaproducer.runtime.encode;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The values of one topic that are to be written, in lanes that keep their order, and how many workers write them. Not
 * thread-safe.
 */
final class TopicEncodings {

    static final int WORKERS = 16;
    static final long LONGEST_HOLD_UP = TimeUnit.MILLISECONDS.toNanos(500);

    /** Encodings that keep their order. Those behind the head wait for it. */
    static final class Lane {

        final TopicEncodings topic;
        private final Object key;
        private final boolean ordered;
        private final Set<Encoding> behind = new LinkedHashSet<>();
        private Encoding head;

        private Lane(TopicEncodings topic, Object key, boolean ordered) {
            this.topic = topic;
            this.key = key;
            this.ordered = ordered;
        }

        private boolean isHeldUp(long now) {
            return !ordered && !behind.isEmpty() && head.begun != 0 && now - head.begun > LONGEST_HOLD_UP;
        }
    }

    private final String name;
    private final Map<Object, Lane> lanes = new HashMap<>();
    /** The heads of lanes that no worker has begun with. */
    private final Set<Encoding> ready = new LinkedHashSet<>();
    private int workers;

    TopicEncodings(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** @param order what those have in common whose order is to stay; null for none */
    void join(Encoding encoding, Object order) {
        Object key = order == null ? Thread.currentThread() : order instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : order;
        Lane lane = lanes.computeIfAbsent(key, absent -> new Lane(this, absent, order != null));
        encoding.lane = lane;
        if (lane.head == null) {
            lane.head = encoding;
            ready.add(encoding);
        } else {
            lane.behind.add(encoding);
        }
    }

    /** Lets go of one that has ended. */
    void leave(Encoding encoding) {
        ready.remove(encoding);
        if (encoding.lane.head == encoding) {
            passOn(encoding.lane);
        } else {
            encoding.lane.behind.remove(encoding);
        }
    }

    /** The next one of its lane may be written. */
    private void passOn(Lane lane) {
        Iterator<Encoding> behind = lane.behind.iterator();
        if (behind.hasNext()) {
            lane.head = behind.next();
            behind.remove();
            ready.add(lane.head);
        } else {
            lane.head = null;
            lanes.remove(lane.key, lane);
        }
    }

    /** Lets those be written that no order keeps behind one that takes too long. */
    void passOnHeldUp(long now) {
        lanes.values().stream().filter(lane -> lane.isHeldUp(now)).toList().forEach(this::passOn);
    }

    /**
     * Counts one worker more if one more is needed. Few do where values are written fast, and more would only keep one another
     * from the processor.
     *
     * @param fewest as many as there are to be, at most, whatever is ready
     */
    boolean takeWorker(int fewest) {
        if (ready.isEmpty() || workers >= WORKERS || workers >= fewest && workers >= ready.size()) {
            return false;
        }
        workers++;
        return true;
    }

    /** Returns what a worker is to write; null if there is nothing, and the worker is counted no longer. */
    Encoding next() {
        Iterator<Encoding> first = ready.iterator();
        if (!first.hasNext()) {
            workers--;
            return null;
        }
        Encoding next = first.next();
        first.remove();
        next.begun = System.nanoTime();
        return next;
    }

    boolean isUnused() {
        return workers == 0 && lanes.isEmpty();
    }
}
