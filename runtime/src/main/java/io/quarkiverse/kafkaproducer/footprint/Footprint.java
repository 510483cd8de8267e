package io.quarkiverse.kafkaproducer.footprint;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * The trace that an action leaves in the log. Immutable.
 * <p>
 * The application can observe footprints, by a method of a bean with a parameter {@code @Observes Footprint} or
 * {@code @ObservesAsync Footprint}. That of a blocking send is observed by its thread before the call returns, others by a
 * thread of the extension, one after the other; asynchronous observers are called by a worker. None is called on Kafka's
 * network thread or on an event loop, so they may block. What they throw is logged and does not fail the send. A footprint
 * that is not left, since successes are sampled, is not observed either; the level of the log makes
 * no difference.
 * <p>
 * A log handler that takes {@code org.jboss.logmanager.ExtLogRecord} finds the footprint as the record's marker.
 * <p>
 * The producer's own footprints hold no record value and no secret. Their payload has {@code producer}, the producer's name
 * ({@code <default>} for the one without a name), {@code topic} where there is one topic, {@code key} where there is one
 * record and it has a key (text as it is, bytes as Python prints them, both cut after 256; left out where
 * {@code quarkus.kafka-producer.footprint.include-key} is false), and these entries:
 * <ul>
 * <li>{@code Message sent}: {@code partition}, {@code offset}, {@code duration}, the milliseconds that the send took</li>
 * <li>{@code Producer Error}: {@code error}, a map of {@code type}, {@code message}, {@code traceback} (a list of
 * {@code filename}, {@code line}, {@code function}) and {@code cause} (a map of the same form, or null); {@code outcome},
 * the name of an {@link io.quarkiverse.kafkaproducer.Outcome}</li>
 * <li>{@code Messages sent}: {@code count}, {@code duration}</li>
 * <li>{@code Transaction committed}: {@code count}, how many records, and {@code duration}; its records leave no
 * {@code Message sent} of their own</li>
 * <li>{@code Transaction aborted}: {@code count}, {@code duration}, and {@code error} and {@code outcome} as above unless the
 * abort was asked for. What the application itself has thrown is there by its type alone. A commit that was not answered
 * leaves the same as a {@code Producer Error}</li>
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
        payload = payload == null ? Map.of() : Payload.copyOf(payload);
    }
}
