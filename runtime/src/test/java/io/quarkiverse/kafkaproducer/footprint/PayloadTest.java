package io.quarkiverse.kafkaproducer.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class PayloadTest {

    private final Payload payload = Payload.of("partition", 3, "cause", null, "duration", 1.5);

    @Test
    void entriesStayInTheirOrder() {
        assertThat(payload).containsExactly(entry("partition", 3), entry("cause", null), entry("duration", 1.5));
    }

    @Test
    void valuesAreFoundByName() {
        assertThat(payload.get("duration")).isEqualTo(1.5);
        assertThat(payload.get("cause")).isNull();
        assertThat(payload.get("offset")).isNull();
        assertThat(payload.getOrDefault("offset", 7)).isEqualTo(7);
        assertThat(payload.getOrDefault("cause", 7)).isNull();
    }

    @Test
    void itEqualsAMapOfTheSameEntries() {
        Map<String, Object> map = new HashMap<>();
        map.put("duration", 1.5);
        map.put("cause", null);
        map.put("partition", 3);

        assertThat(payload).isEqualTo(map).hasSameHashCodeAs(map);
    }

    @Test
    void itCannotBeChanged() {
        assertThatThrownBy(() -> payload.put("offset", 7)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> payload.remove("partition")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(payload::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aFootprintKeepsAPayloadAndCopiesAnyOtherMap() {
        Map<String, Object> map = new LinkedHashMap<>(payload);

        Footprint kept = new Footprint(LogType.INFO, "s", "c", "m", payload, Instant.now());
        Footprint copied = new Footprint(LogType.INFO, "s", "c", "m", map, Instant.now());
        map.clear();

        assertThat(kept.payload()).isSameAs(payload);
        assertThat(copied.payload()).isEqualTo(payload);
    }

    @Test
    void namesAreStringsAndHaveValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> Payload.of("partition", 3, "offset"));
        assertThatIllegalArgumentException().isThrownBy(() -> Payload.of("partition", 3, 4, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> Payload.of(null, 3));
    }
}
