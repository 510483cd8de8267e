package io.quarkiverse.kafkaproducer.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The attributes that make a producer's records CloudEvents.
 *
 * @param byDefault for topics that have none of their own; null if those have no events
 * @param topics by topic
 * @param contentType of the values, if it is set
 */
public record CloudEventSettings(Event byDefault, Map<String, Event> topics, Optional<String> contentType) {

    private static final String PREFIX = "cloud-events.";

    /** The source and the type of an event. */
    public record Event(String source, String type) {
    }

    /**
     * Returns the settings of a producer, which inherits those that are not set.
     *
     * @throws WrongSettingException if one of two is missing, or the source is no URI
     */
    static Optional<CloudEventSettings> of(ProducersConfig.CloudEvents own, ProducersConfig.CloudEvents inherited,
            PropertyNames names) {
        Optional<String> source = own.source().or(inherited::source);
        Optional<String> type = own.type().or(inherited::type);
        Map<String, ProducersConfig.TopicEvents> topics = new TreeMap<>(inherited.topics());
        topics.putAll(own.topics());
        if (source.isEmpty() && type.isEmpty() && topics.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Event> events = new TreeMap<>();
        topics.forEach((topic, event) -> events.put(topic, event(event.source().or(() -> source), event.type().or(() -> type),
                names, PREFIX + "topics.\"" + topic + "\".")));
        // a source alone is for the topics that have types
        Event byDefault = type.isEmpty() && !events.isEmpty() ? null : event(source, type, names, PREFIX);
        return Optional.of(new CloudEventSettings(byDefault, Map.copyOf(events),
                own.dataContentType().or(inherited::dataContentType)));
    }

    private static Event event(Optional<String> source, Optional<String> type, PropertyNames names, String prefix) {
        String from = source.orElseThrow(() -> WrongSettingException.of(names.of(prefix + "source"), "is not set, but "
                + names.of(prefix + "type") + " is: an event has both. It should be a URI that says where events are from, "
                + "such as /orders"));
        String what = type.orElseThrow(() -> WrongSettingException.of(names.of(prefix + "type"), "is not set, but "
                + names.of(prefix + "source") + " is: an event has both. It should say what the events are, such as "
                + "com.example.order.placed"));
        if (from.isBlank() || !isUri(from)) {
            throw WrongSettingException.of(names.of(prefix + "source"), "is '" + from + "': it should be a URI reference, such "
                    + "as /orders");
        }
        return new Event(from, what);
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text) != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
