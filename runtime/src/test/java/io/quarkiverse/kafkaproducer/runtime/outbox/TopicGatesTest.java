package io.quarkiverse.kafkaproducer.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.outbox.RowKey.TopicName;

class TopicGatesTest {

    private static final long START = Long.MIN_VALUE + 1;
    private static final TopicName ORDERS = new TopicName(null, "orders");

    private final TopicGates gates = new TopicGates();

    @Test
    void areOpenWhileNothingFails() {
        for (int i = 0; i < 1000; i++) {
            assertThat(gates.enter(ORDERS, START)).isTrue();
        }
        assertThat(gates.closed(START)).isEmpty();
    }

    @Test
    void letOnlyAFewOutAfterAFailure() {
        gates.inTrouble(ORDERS, START);

        assertThat(out(START)).isEqualTo(16);

        assertThat(gates.closed(START)).containsExactly(ORDERS);
        assertThat(gates.enter(new TopicName("payments", "orders"), START)).isTrue();
    }

    private int out(long now) {
        int out = 0;
        while (gates.enter(ORDERS, now)) {
            out++;
        }
        return out;
    }

    @Test
    void anAcknowledgmentOpensTheGate() {
        gates.inTrouble(ORDERS, START);
        out(START);

        assertThat(gates.acknowledged(ORDERS)).isTrue();

        assertThat(gates.acknowledged(ORDERS)).isFalse();
        assertThat(gates.closed(START)).isEmpty();
    }

    @Test
    void pausesGrowToLessThanASecond() {
        gates.inTrouble(ORDERS, START);
        long now = START;
        for (int millis : new int[] { 100, 200, 400, 800, 800 }) {
            assertThat(out(now)).isEqualTo(16);
            gates.inTrouble(ORDERS, now);
            assertThat(gates.nextIn(now)).isEqualTo(Duration.ofMillis(millis).toNanos());
            now += Duration.ofMillis(millis).toNanos();
            assertThat(gates.closed(now - 1)).containsExactly(ORDERS);
            assertThat(gates.closed(now)).isEmpty();
        }
    }
}
