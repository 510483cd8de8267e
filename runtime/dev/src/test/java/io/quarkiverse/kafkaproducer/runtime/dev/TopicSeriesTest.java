package io.quarkiverse.kafkaproducer.runtime.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TopicSeriesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SLOT = TopicSeries.SLOT_SECONDS * SECOND;
    /** The clock may well be negative. */
    private static final long START = -5 * SLOT;
    private static final int LATEST = TopicSeries.SLOTS - 1;

    private final TopicSeries series = new TopicSeries();

    @Test
    void ratesAreOfCompleteSlotsTheLatestLast() {
        for (int i = 0; i < 10; i++) {
            series.acknowledged(START, MILLISECOND);
        }
        series.failed(START + SECOND);
        series.acknowledged(START + SLOT, MILLISECOND);

        SeriesView view = series.view("orders", START + SLOT);

        assertThat(view.sends()).hasSize(TopicSeries.SLOTS).element(LATEST).isEqualTo(5.0);
        assertThat(view.failures()).hasSize(TopicSeries.SLOTS).element(LATEST).isEqualTo(0.5);
        assertThat(view.sends().subList(0, LATEST)).containsOnly(0.0);
        assertThat(series.sent()).isEqualTo(11);
        assertThat(series.failed()).isEqualTo(1);
    }

    @Test
    void percentilesAreWithinNinePercentAndMissingWhereNothingWasSent() {
        for (int i = 1; i <= 100; i++) {
            series.acknowledged(START, i * MILLISECOND);
        }

        SeriesView view = series.view("orders", START + SLOT);

        assertThat(view.p50().get(LATEST)).isCloseTo(50, Percentage.withPercentage(9));
        assertThat(view.p99().get(LATEST)).isCloseTo(99, Percentage.withPercentage(9));
        assertThat(view.p50().get(LATEST - 1)).isNull();
    }

    @Test
    void theShortestAndTheLongestDurationHaveABucket() {
        series.acknowledged(START, 0);
        assertThat(series.view("orders", START + SLOT).p99().get(LATEST)).isCloseTo(0.001, within(0.001));
        series.acknowledged(START + SLOT, Long.MAX_VALUE);
        assertThat(series.view("orders", START + 2 * SLOT).p99().get(LATEST)).isGreaterThan(1_000_000);
    }

    @Test
    void whatIsOlderThanTheChartsIsForgotten() {
        series.acknowledged(START, MILLISECOND);
        assertThat(series.view("orders", START + TopicSeries.SLOTS * SLOT).sends()).element(0).isEqualTo(0.5);
        assertThat(series.view("orders", START + (TopicSeries.SLOTS + 1) * SLOT).sends()).containsOnly(0.0);
        series.acknowledged(START + (TopicSeries.SLOTS + 1) * SLOT, MILLISECOND);
        assertThat(series.view("orders", START + (TopicSeries.SLOTS + 2) * SLOT).sends()).element(LATEST).isEqualTo(0.5);
    }

    @Test
    void topicsBeyondAFewAreCountedTogether() {
        SendSeries all = new SendSeries();
        for (int i = 0; i < 100; i++) {
            all.of("topic-" + i).failed(START);
        }
        assertThat(all.views(START + SLOT)).hasSize(SendSeries.MOST_TOPICS + 1);
        assertThat(all.byTopic().get(SendSeries.OTHERS).failed()).isEqualTo(100 - SendSeries.MOST_TOPICS);
    }
}
