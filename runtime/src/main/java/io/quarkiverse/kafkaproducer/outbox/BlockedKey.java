package io.quarkiverse.kafkaproducer.outbox;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A record that could not be published, and the key that waits for it.
 *
 * @param id of the record, as the send returned it
 * @param topic the topic that it is for
 * @param key its key as text, bytes that are no UTF-8 as Python prints them, {@code b'...'}; null if it has none
 * @param attempts how often it was tried, two or more
 * @param since when its row was written, by the clock of the database
 * @param error the type and the text of the last failure, without any value
 */
public record BlockedKey(UUID id, String topic, String key, int attempts, Instant since, String error) {

    public BlockedKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(since, "since");
    }
}
