package io.quarkiverse.kafkaproducer.runtime.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void thereAreNoPercentilesOfNothing() {
        assertThat(new Durations(10).percentile(0.5)).isNull();
    }

    @Test
    void aPercentileIsTheLeastThatItsShareDidNotExceed() {
        Durations durations = new Durations(100);
        for (long i = 100; i > 0; i--) {
            durations.add(i * MILLISECOND);
        }
        assertThat(durations.percentile(0.5)).isEqualTo(50);
        assertThat(durations.percentile(0.99)).isEqualTo(99);
    }

    @Test
    void theOldestAreForgotten() {
        Durations durations = new Durations(2);
        durations.add(900 * MILLISECOND);
        durations.add(MILLISECOND);
        durations.add(1_500_000);
        assertThat(durations.percentile(0.5)).isEqualTo(1);
        assertThat(durations.percentile(0.99)).isEqualTo(1.5);
    }
}
