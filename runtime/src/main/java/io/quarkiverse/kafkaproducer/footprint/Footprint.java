package io.quarkiverse.kafkaproducer.footprint;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an action leaves behind in the log. Immutable.
 * <p>
 * The producer's own footprints hold no record value and no secret. Their payload has these entries:
 * <ul>
 * <li>{@code Message sent}: {@code partition}, {@code offset}, {@code duration}, the milliseconds that the send took</li>
 * <li>{@code Producer Error}: {@code error}, a map of {@code type}, {@code message}, {@code traceback} (a list of
 * {@code filename}, {@code line}, {@code function}) and {@code cause} (a map of the same form, or null); {@code outcome},
 * the name of an {@link io.quarkiverse.kafkaproducer.Outcome}</li>
 * <li>{@code Kafka Producer}: {@code error}, as above</li>
 * <li>{@code Late acknowledgment}: as {@code Message sent}</li>
 * </ul>
 *
 * @param logType how serious it is
 * @param subject what it is about, in a few words, the same for all of its kind
 * @param controller the method that the application called
 * @param message one line
 * @param payload further details by name, in the order of writing; empty rather than null
 * @param timestamp when it happened
 */
public record Footprint(LogType logType, String subject, String controller, String message, Map<String, Object> payload,
        Instant timestamp) {

    public Footprint {
        Objects.requireNonNull(logType, "logType");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(controller, "controller");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(timestamp, "timestamp");
        payload = payload == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }
}
