package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/**
 * A footprint, as the page shows it.
 *
 * @param number counts all footprints since the application was started
 * @param failure whether it is a warning or worse
 * @param producer from the payload, as are the five after it; each is null where the payload has none
 * @param duration in milliseconds
 * @param reason the message of the payload's error
 * @param payload made of texts, numbers, booleans, nulls, lists and maps, whatever the application put into it
 */
public record FootprintView(long number, boolean failure, String type, String subject, String controller, String message,
        String timestamp, String producer, String topic, String key, Number partition, Number offset, Number duration,
        String reason, Map<String, Object> payload) {

    /** The application's own may hold anything, even itself. */
    private static final int DEEPEST = 32;

    static FootprintView of(long number, Footprint footprint) {
        Map<String, Object> payload = new LinkedHashMap<>();
        footprint.payload().forEach((name, value) -> payload.put(name, plain(value, DEEPEST)));
        return new FootprintView(number, isFailure(footprint), footprint.logType().name(),
                Quoted.escape(footprint.subject()), Quoted.escape(footprint.controller()),
                Quoted.escape(footprint.message()), footprint.timestamp().toString(), line(payload.get("producer")),
                line(payload.get("topic")), line(payload.get("key")), number(payload.get("partition")),
                number(payload.get("offset")), number(payload.get("duration")), reason(payload.get("error")), payload);
    }

    static boolean isFailure(Footprint footprint) {
        return footprint.logType().compareTo(LogType.WARNING) >= 0;
    }

    private static String line(Object value) {
        return value instanceof String text ? Quoted.escape(text) : null;
    }

    private static Number number(Object value) {
        return value instanceof Number number ? number : null;
    }

    private static String reason(Object error) {
        return error instanceof Map<?, ?> map ? line(map.get("message")) : null;
    }

    private static Object plain(Object value, int left) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (left > 0 && value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, inner) -> plain.put(String.valueOf(name), plain(inner, left - 1)));
            return plain;
        }
        if (left > 0 && value instanceof Collection<?> collection) {
            return collection.stream().map(inner -> plain(inner, left - 1)).toList();
        }
        return text(value);
    }

    private static String text(Object value) {
        try {
            return value.toString();
        } catch (RuntimeException | StackOverflowError e) {
            return value.getClass().getName() + ", whose toString() fails with " + e.getClass().getName();
        }
    }
}
