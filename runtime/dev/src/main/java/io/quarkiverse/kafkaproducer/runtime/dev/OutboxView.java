package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;

import io.quarkiverse.kafkaproducer.outbox.BlockedKey;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/**
 * The outbox table, as the page shows it.
 *
 * @param problem why the table cannot be asked; null if it can, and then the others say what is in it
 * @param pending records that are not published yet
 * @param oldestSeconds how long the oldest of them has been waiting; null if there is none
 */
public record OutboxView(String problem, long pending, Double oldestSeconds, List<Blocked> blocked) {

    /** A record that could not be published. */
    public record Blocked(String id, String topic, String key, int attempts, String since, String error) {

        static Blocked of(BlockedKey blocked) {
            return new Blocked(blocked.id().toString(), blocked.topic(), shown(blocked.key()), blocked.attempts(),
                    blocked.since().toString(), shown(blocked.error()));
        }
    }

    static OutboxView unknown(RuntimeException failure) {
        return new OutboxView(shown(String.valueOf(failure.getMessage())), 0, null, List.of());
    }

    private static String shown(String text) {
        return text == null ? null : Quoted.escape(KnownSecrets.hide(text));
    }
}
