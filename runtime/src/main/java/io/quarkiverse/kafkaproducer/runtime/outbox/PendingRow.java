package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A row that is not published yet, as the relay reads it.
 *
 * @param producer null for the default one
 * @param attempts how often it has failed; 0 before the second failure
 * @param waitMillis how long it is not to be tried yet, by the clock of the database; zero or less if it may be
 * @param ageMillis how long ago it was written when it was read, by the clock of the database
 * @param readAt when it was read, by {@link System#nanoTime()}
 */
record PendingRow(long id, int lane, UUID messageId, String producer, String topic, Integer partition, Long timestamp,
        byte[] key, byte[] value, byte[] headers, int attempts, long waitMillis, long ageMillis,
        long readAt) {

    /** Returns how long ago it was written, in nanoseconds. */
    long ageNanos() {
        return TimeUnit.MILLISECONDS.toNanos(ageMillis) + System.nanoTime() - readAt;
    }

    RowKey rowKey() {
        return RowKey.of(this);
    }
}
