package io.quarkiverse.kafkaproducer.runtime.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        Submission submission = due(origin + SECOND, 7 * SECOND);
        long deadline = submission.deadlineNanos();
        deadlines.add(submission);

        assertThat(deadlines.nextIn(origin)).isBetween(8 * SECOND, 8 * SECOND + Deadlines.TICK);
        assertThat(deadlines.takeExpired(deadline - 1)).isEmpty();
        assertThat(deadlines.takeExpired(deadline + Deadlines.TICK)).containsExactly(submission);
        assertThat(deadlines.takeExpired(deadline + SECOND)).isEmpty();
        assertThat(deadlines.nextIn(deadline)).isEqualTo(Long.MAX_VALUE);
    }

    @Property(tries = 500)
    void noneIsDueEarlyOrMoreThanATickLate(@ForAll long origin, @ForAll @LongRange(min = 0, max = 1L << 50) long started,
            @ForAll @LongRange(min = 1, max = 1L << 50) long timeout) {
        Deadlines deadlines = new Deadlines(origin);
        Submission submission = due(origin + started, timeout);
        deadlines.add(submission);

        assertThat(deadlines.takeExpired(submission.deadlineNanos() - 1)).isEmpty();
        assertThat(deadlines.takeExpired(submission.deadlineNanos() + Deadlines.TICK)).containsExactly(submission);
    }

    @Test
    void theyExpireByTheirDeadlinesNotByTheOrderInWhichTheyCame() {
        Deadlines deadlines = new Deadlines(-SECOND);
        Submission later = due(0, 3 * SECOND);
        Submission sooner = due(0, SECOND);
        Submission between = due(0, 2 * SECOND);
        deadlines.add(later);
        deadlines.add(sooner);
        deadlines.add(between);

        assertThat(deadlines.nextIn(0)).isBetween(SECOND, SECOND + Deadlines.TICK);
        assertThat(deadlines.takeExpired(SECOND + Deadlines.TICK)).containsExactly(sooner);
        assertThat(deadlines.takeExpired(4 * SECOND)).containsExactly(between, later);
    }

    @Test
    void thoseOfOneTickExpireTogetherInTheOrderInWhichTheyCame() {
        Deadlines deadlines = new Deadlines(0);
        Submission first = due(0, SECOND + 2);
        Submission second = due(0, SECOND + 1);
        deadlines.add(first);
        deadlines.add(second);

        assertThat(deadlines.takeExpired(SECOND + Deadlines.TICK)).containsExactly(first, second);
    }

    @Test
    void oneThatWasRemovedLeavesNothingBehind() {
        Deadlines deadlines = new Deadlines(0);
        Submission removed = due(0, SECOND);
        deadlines.add(removed);

        deadlines.remove(removed);
        deadlines.remove(removed);

        assertThat(deadlines.nextIn(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(deadlines.takeExpired(2 * SECOND)).isEmpty();
    }

    @Test
    void removingOneLeavesTheOthersOfItsTick() {
        Deadlines deadlines = new Deadlines(0);
        Submission removed = due(0, SECOND);
        Submission kept = due(0, SECOND);
        deadlines.add(removed);
        deadlines.add(kept);

        deadlines.remove(removed);

        assertThat(deadlines.takeExpired(2 * SECOND)).containsExactly(kept);
    }

    @Test
    void aTickThatWasEmptiedCanBeUsedAgain() {
        Deadlines deadlines = new Deadlines(0);
        Submission early = due(0, SECOND);
        deadlines.add(early);
        deadlines.remove(early);

        Submission again = due(0, SECOND);
        deadlines.add(again);

        assertThat(deadlines.takeExpired(2 * SECOND)).containsExactly(again);
    }

    @Test
    void removingOneThatExpiredOrNeverWasThereDoesNothing() {
        Deadlines deadlines = new Deadlines(0);
        Submission expired = due(0, SECOND);
        deadlines.add(expired);
        deadlines.takeExpired(2 * SECOND);

        deadlines.remove(expired);
        deadlines.remove(due(0, SECOND));

        assertThat(deadlines.nextIn(0)).isEqualTo(Long.MAX_VALUE);
    }

    private static Submission due(long started, long timeout) {
        return new Submission(null, new Call("controller", started, timeout, false, Scope.NONE),
                new ProducerRecord<>("orders", null, new byte[0]), Trace.NONE, ended -> {
                });
    }
}
