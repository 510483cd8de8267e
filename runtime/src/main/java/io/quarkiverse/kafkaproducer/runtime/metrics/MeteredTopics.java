package io.quarkiverse.kafkaproducer.runtime.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The topics that have meters of their own: the first so many. */
final class MeteredTopics {

    /** The tag of all other topics. It is not a legal topic name, so that no topic has it. */
    static final String OTHER = "<other>";

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger left;

    MeteredTopics(int most) {
        this.left = new AtomicInteger(most);
    }

    /** The topic itself, or {@link #OTHER}. */
    String tag(String topic) {
        return isKnown(topic) ? topic : OTHER;
    }

    /** Returns whether the topic has meters of its own. It gets them now if there is a place left. */
    boolean isKnown(String topic) {
        if (known.contains(topic)) {
            return true;
        }
        if (left.get() <= 0 || left.getAndDecrement() <= 0) {
            return false;
        }
        if (!known.add(topic)) {
            // another thread was faster
            left.incrementAndGet();
        }
        return true;
    }
}
