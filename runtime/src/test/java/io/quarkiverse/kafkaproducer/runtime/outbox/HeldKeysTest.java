package io.quarkiverse.kafkaproducer.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class HeldKeysTest {

    /** A clock may begin anywhere, also close to its end. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final HeldKeys held = new HeldKeys();

    private static PendingRow row(long id, String key, int attempts, long waitMillis) {
        return new PendingRow(id, 0, UUID.randomUUID(), null, "orders", null, null,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8), null, null, attempts, waitMillis, 0, START);
    }

    private static long in(Duration duration) {
        return START + duration.toNanos();
    }

    @Test
    void theFirstFailureIsNobodyElsesBusiness() {
        HeldKeys.Verdict verdict = held.failed(row(1, "key", 0, 0), START);

        assertThat(verdict.isToBeNoted()).isFalse();
        assertThat(held.held(in(Duration.ofMillis(99)))).hasSize(1);
        assertThat(held.held(in(Duration.ofMillis(100)))).isEmpty();
        assertThat(held.nextIn(START)).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void eachFurtherOneWaitsForLongerUpToTenSeconds() {
        PendingRow row = row(1, "key", 0, 0);
        held.failed(row, START);

        for (int seconds : new int[] { 1, 2, 4, 8, 10, 10 }) {
            HeldKeys.Verdict verdict = held.failed(row, START);
            assertThat(verdict.isToBeNoted()).isTrue();
            assertThat(Duration.ofNanos(verdict.waitNanos())).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void failuresOfOtherReplicasCount() {
        assertThat(held.failed(row(1, "key", 3, 0), START).attempts()).isEqualTo(4);
    }

    @Test
    void anotherRecordOfTheKeyBeginsAnew() {
        held.failed(row(1, "key", 0, 0), START);
        held.failed(row(1, "key", 0, 0), START);

        assertThat(held.failed(row(2, "key", 0, 0), START).attempts()).isEqualTo(1);
    }

    @Test
    void recordsWithoutAKeyAreHeldOneByOne() {
        held.failed(row(1, null, 0, 0), START);

        assertThat(held.isHeld(row(1, null, 0, 0).rowKey(), START)).isTrue();
        assertThat(held.isHeld(row(2, null, 0, 0).rowKey(), START)).isFalse();
    }

    @Test
    void whatTheTableHoldsNoMoreIsReleased() {
        held.found(row(1, "first", 2, 5_000), START);
        held.found(row(2, "second", 2, 5_000), START);
        assertThat(held.notedRows(START)).containsExactlyInAnyOrder(1L, 2L);

        held.keepNoted(Set.of(2L), START);

        assertThat(held.isHeld(row(1, "first", 2, 0).rowKey(), START)).isFalse();
        assertThat(held.isHeld(row(2, "second", 2, 0).rowKey(), START)).isTrue();
    }

    @Test
    void anotherTryCanBeAskedFor() {
        held.found(row(1, "key", 2, 5_000), START);

        held.releaseAll(START);

        assertThat(held.held(START)).isEmpty();
        assertThat(held.failed(row(1, "key", 2, 0), START).attempts()).isEqualTo(3);
    }
}
