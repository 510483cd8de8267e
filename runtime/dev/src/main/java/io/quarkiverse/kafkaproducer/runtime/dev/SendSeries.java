package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The sends of one producer over the last minutes, by topic. */
final class SendSeries {

    /** An application may send to any number of topics; more lines than these nobody can tell apart. */
    static final int MOST_TOPICS = 8;

    static final String OTHERS = "other topics";

    private final Map<String, TopicSeries> topics = new ConcurrentHashMap<>();

    TopicSeries of(String topic) {
        TopicSeries known = topics.get(topic);
        if (known != null) {
            return known;
        }
        String name = topics.size() < MOST_TOPICS ? topic : OTHERS;
        return topics.computeIfAbsent(name, first -> new TopicSeries());
    }

    /** Returns those of all topics that were sent to since the start, by name. */
    Map<String, TopicSeries> byTopic() {
        return new TreeMap<>(topics);
    }

    List<SeriesView> views(long now) {
        return byTopic().entrySet().stream().map(one -> one.getValue().view(one.getKey(), now)).toList();
    }
}
