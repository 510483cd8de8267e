package io.quarkiverse.kafkaproducer.footprint;

import java.time.Instant;
import java.util.Map;

/**
 * Leaves {@linkplain Footprint footprints}. Applications may inject it to leave their own beside the producer's. They go to
 * the log category {@code io.quarkiverse.kafkaproducer.footprint}, with control characters escaped, so that no footprint can
 * forge a second log line, and to the application's observers of {@link Footprint}.
 * <p>
 * Safe to use from any thread. Leaving a footprint takes as long as the log's handlers and the observers take, and throws
 * nothing of theirs. On an event loop thread it does not wait for them: the footprint goes into a buffer, from which it is
 * written soon after. What is in its payload must not change afterwards.
 * <p>
 * With {@code quarkus.kafka-producer.footprint.enabled=false} it does nothing.
 */
public interface Footprints {

    /**
     * Leaves a footprint.
     *
     * @param footprint the footprint, not null
     */
    void leave(Footprint footprint);

    /**
     * Leaves a footprint with the present time.
     *
     * @param logType how serious it is
     * @param subject what it is about, in a few words
     * @param controller the method that leaves it
     * @param message one line
     * @param payload further details by name, may be empty
     */
    default void leave(LogType logType, String subject, String controller, String message, Map<String, Object> payload) {
        leave(new Footprint(logType, subject, controller, message, payload, Instant.now()));
    }

    /**
     * Leaves a footprint with the present time and no payload.
     *
     * @param logType how serious it is
     * @param subject what it is about, in a few words
     * @param controller the method that leaves it
     * @param message one line
     */
    default void leave(LogType logType, String subject, String controller, String message) {
        leave(logType, subject, controller, message, Map.of());
    }
}
