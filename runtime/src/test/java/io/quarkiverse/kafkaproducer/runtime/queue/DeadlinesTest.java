package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class DeadlinesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @ValueSource(longs = { 0, 1, -1, 123_456_789_012L, -123_456_789_012L, Long.MIN_VALUE, Long.MAX_VALUE,
            Long.MAX_VALUE - 3_000_000_000L })
    void aDeadlineIsDueAtMostATickLateAndNeverEarlyWhateverTheClockShows(long origin) {
        Deadlines deadlines = new Deadlines(origin);
        long deadline = origin + 8 * SECOND;
        Entry entry = new TestEntry(deadline);
        deadlines.add(entry);

        assertThat(deadlines.nextIn(origin)).isBetween(8 * SECOND, 8 * SECOND + Deadlines.TICK);
        assertThat(expired(deadlines, deadline - 1)).isEmpty();
        assertThat(expired(deadlines, deadline + Deadlines.TICK)).containsExactly(entry);
        assertThat(expired(deadlines, deadline + SECOND)).isEmpty();
        assertThat(deadlines.nextIn(deadline)).isEqualTo(Long.MAX_VALUE);
    }

    @Property(tries = 500)
    void noneIsDueEarlyOrMoreThanATickLate(@ForAll long origin, @ForAll @LongRange(min = 0, max = 1L << 51) long due) {
        Deadlines deadlines = new Deadlines(origin);
        Entry entry = new TestEntry(origin + due);
        deadlines.add(entry);

        assertThat(expired(deadlines, origin + due - 1)).isEmpty();
        assertThat(expired(deadlines, origin + due + Deadlines.TICK)).containsExactly(entry);
    }

    @Test
    void theyExpireByTheirDeadlinesNotByTheOrderInWhichTheyCame() {
        Deadlines deadlines = new Deadlines(-SECOND);
        Entry later = add(deadlines, 3 * SECOND);
        Entry sooner = add(deadlines, SECOND);
        Entry between = add(deadlines, 2 * SECOND);

        assertThat(deadlines.nextIn(0)).isBetween(SECOND, SECOND + Deadlines.TICK);
        assertThat(expired(deadlines, SECOND + Deadlines.TICK)).containsExactly(sooner);
        assertThat(expired(deadlines, 4 * SECOND)).containsExactly(between, later);
    }

    @Test
    void thoseOfOneTickExpireTogether() {
        Deadlines deadlines = new Deadlines(0);
        Entry first = add(deadlines, SECOND + 2);
        Entry second = add(deadlines, SECOND + 1);

        assertThat(expired(deadlines, SECOND + Deadlines.TICK)).containsExactlyInAnyOrder(first, second);
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void oneThatHasEndedDoesNotExpire() {
        Deadlines deadlines = new Deadlines(0);
        Entry kept = add(deadlines, SECOND);
        end(add(deadlines, SECOND));

        assertThat(expired(deadlines, 2 * SECOND)).containsExactly(kept);
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void oneThatHasEndedStaysUntilItIsSweptOut() {
        Deadlines deadlines = new Deadlines(0);
        end(add(deadlines, SECOND));
        assertThat(deadlines.size()).isEqualTo(1);
        assertThat(deadlines.nextIn(0)).isLessThan(Long.MAX_VALUE);

        deadlines.sweep();

        assertThat(deadlines.size()).isZero();
        assertThat(deadlines.nextIn(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void sweepingLeavesTheOthersOfTheSameTickAndOfOtherTicks() {
        Deadlines deadlines = new Deadlines(0);
        Entry first = add(deadlines, SECOND);
        end(add(deadlines, SECOND));
        Entry second = add(deadlines, SECOND);
        end(add(deadlines, 2 * SECOND));
        Entry later = add(deadlines, 3 * SECOND);

        deadlines.sweep();

        assertThat(deadlines.size()).isEqualTo(3);
        assertThat(expired(deadlines, SECOND + Deadlines.TICK)).containsExactlyInAnyOrder(first, second);
        assertThat(expired(deadlines, 4 * SECOND)).containsExactly(later);
    }

    @Test
    void aTickThatWasSweptOutOrHasExpiredCanBeUsedAgain() {
        Deadlines deadlines = new Deadlines(0);
        end(add(deadlines, SECOND));
        deadlines.sweep();
        Entry afterSweep = add(deadlines, SECOND);
        assertThat(expired(deadlines, 2 * SECOND)).containsExactly(afterSweep);

        Entry afterExpiry = add(deadlines, SECOND);

        assertThat(expired(deadlines, 2 * SECOND)).containsExactly(afterExpiry);
    }

    private static Entry add(Deadlines deadlines, long deadline) {
        Entry entry = new TestEntry(deadline);
        deadlines.add(entry);
        return entry;
    }

    private static void end(Entry entry) {
        entry.end(Entry.QUEUED, Failure.notSent(new IllegalStateException("a test's")));
    }

    private static List<Entry> expired(Deadlines deadlines, long now) {
        List<Entry> expired = new ArrayList<>();
        deadlines.takeExpired(now, expired::add);
        return expired;
    }
}
