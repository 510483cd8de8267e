package io.quarkiverse.kafkaproducer.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class LanesTest {

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Another version of this code must not spread keys in another way. */
    @Test
    void aKeyKeepsItsLane() {
        assertThat(Lanes.of("orders", key("user-123"), 64)).isEqualTo(Lanes.of("orders", key("user-123"), 64));
        assertThat(Lanes.of("orders", key("user-123"), 64)).isEqualTo(55);
        assertThat(Lanes.of("invoices", key("user-123"), 64)).isEqualTo(13);
    }

    @Test
    void keysAreSpreadEvenly() {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 64_000; i++) {
            counts.merge(Lanes.of("orders", key("user-" + i), 64), 1, Integer::sum);
        }

        assertThat(counts).hasSize(64);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(700, 1300));
    }

    @Test
    void recordsWithoutAKeyAreSpreadToo() {
        assertThat(IntStream.range(0, 1000).map(i -> Lanes.of("orders", null, 4)).distinct().count())
                .isEqualTo(4);
    }
}
