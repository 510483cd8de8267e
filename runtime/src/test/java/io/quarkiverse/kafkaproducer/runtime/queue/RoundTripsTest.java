package io.quarkiverse.kafkaproducer.runtime.queue;

import static io.quarkiverse.kafkaproducer.runtime.queue.RoundTrips.LONG;
import static io.quarkiverse.kafkaproducer.runtime.queue.RoundTrips.WAIT_IF_LONG;
import static io.quarkiverse.kafkaproducer.runtime.queue.RoundTrips.WAIT_IF_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class RoundTripsTest {

    private static final long SHORT = LONG / 10;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final RoundTrips trips = new RoundTrips();
    private long now = Long.MAX_VALUE - SECOND;

    @Test
    void brokersAreTakenToBeFarAwayUntilATripIsMade() {
        assertThat(trips.longestWait()).isEqualTo(WAIT_IF_LONG);
    }

    @Test
    void recordsWaitLongerWhereATripIsShort() {
        make(SHORT);
        assertThat(trips.longestWait()).isEqualTo(WAIT_IF_SHORT);
    }

    @Test
    void recordsWaitLessWhereEachTripIsLong() {
        make(LONG);
        make(5 * LONG);
        assertThat(trips.longestWait()).isEqualTo(WAIT_IF_LONG);
    }

    @Test
    void longTripsOfABusyMachineDoNotCountBesideAShortOne() {
        make(SHORT);
        for (int i = 0; i < 1_000; i++) {
            make(9 * LONG);
        }
        assertThat(trips.longestWait()).isEqualTo(WAIT_IF_SHORT);
    }

    @Test
    void brokersThatMovedAwayAreNoticed() {
        make(SHORT);
        for (int i = 0; i < 23; i++) {
            make(SECOND);
        }
        assertThat(trips.longestWait()).isEqualTo(WAIT_IF_LONG);
    }

    private void make(long nanos) {
        trips.made(now, now + nanos);
        now += nanos;
    }
}
