package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The topics of the application: those that were found at build, and those that were sent to. */
public final class KnownTopics {

    private final List<KnownTopic> known;

    /** @param names gives a declared topic the name that the configuration says */
    KnownTopics(List<KnownTopic> known, UnaryOperator<String> names) {
        this.known = known.stream().map(one -> one.declared()
                ? new KnownTopic(one.producer(), names.apply(one.topic()), one.type(), true)
                : one).toList();
    }

    private static final class Found {
        private final Set<String> types = new LinkedHashSet<>();
        private boolean declared;
        private long sent;
        private long failed;
    }

    /** Returns those that the producer is declared for, and those that it has sent to. */
    List<TopicView> of(String producer, SendSeries series) {
        Map<String, Found> topics = new TreeMap<>();
        known.stream().filter(one -> one.declared() && one.producer().equals(producer))
                .forEach(one -> topics.computeIfAbsent(one.topic(), first -> new Found()));
        addSent(topics, series);
        return views(topics, producer);
    }

    /** Returns those that a record of this producer may be for, the declared ones first. */
    List<TopicView> suggested(String producer, SendSeries series) {
        Map<String, Found> topics = new TreeMap<>();
        known.stream().filter(one -> one.producer().equals(producer) || one.producer().isEmpty())
                .forEach(one -> topics.computeIfAbsent(one.topic(), first -> new Found()));
        addSent(topics, series);
        topics.remove(SendSeries.OTHERS);
        return views(topics, producer);
    }

    private static void addSent(Map<String, Found> topics, SendSeries series) {
        series.byTopic().forEach((topic, counts) -> {
            Found found = topics.computeIfAbsent(topic, first -> new Found());
            found.sent = counts.sent();
            found.failed = counts.failed();
        });
    }

    private List<TopicView> views(Map<String, Found> topics, String producer) {
        for (KnownTopic one : known) {
            Found found = topics.get(one.topic());
            if (found != null && (one.producer().equals(producer) || one.producer().isEmpty())) {
                found.declared |= one.declared();
                if (!one.type().isEmpty()) {
                    found.types.add(one.type());
                }
            }
        }
        return topics.entrySet().stream()
                .map(one -> new TopicView(one.getKey(), one.getValue().declared, one.getValue().types, one.getValue().sent,
                        one.getValue().failed))
                .sorted(Comparator.comparing(TopicView::declared).reversed()).toList();
    }

    /** Returns whether something of this type is sent to any of them. */
    boolean carry(String type) {
        return known.stream().anyMatch(one -> one.type().equals(type));
    }
}
