package io.quarkiverse.kafkaproducer.runtime.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;

class RecentFootprintsTest {

    private static final Object UNPRINTABLE = new Object() {
        @Override
        public String toString() {
            throw new IllegalStateException("broken");
        }
    };

    private final RecentFootprints footprints = new RecentFootprints();

    @Test
    void theLatestAreKeptAndEachIsGivenOnce() {
        for (int i = 1; i <= RecentFootprints.MOST + 3; i++) {
            leave("message " + i, Map.of());
        }
        assertThat(footprints.after(0)).hasSize(RecentFootprints.MOST).first()
                .extracting(FootprintView::number, FootprintView::message).containsExactly(4L, "message 4");
        assertThat(footprints.after(RecentFootprints.MOST + 1)).extracting(FootprintView::message)
                .containsExactly("message 502", "message 503");
        assertThat(footprints.after(RecentFootprints.MOST + 3)).isEmpty();
    }

    @Test
    void whatAPayloadHoldsIsMadePlainAndNothingOfItCanHideALine() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("count", 3);
        payload.put("level", LogType.ERROR);
        payload.put("list", Arrays.asList(1, null, Map.of(2, true)));
        payload.put("unprintable", UNPRINTABLE);
        payload.put("itself", payload);
        leave("two\nlines", payload);

        FootprintView view = footprints.after(0).get(0);
        assertThat(view.message()).isEqualTo("two\\nlines");
        assertThat(view.payload()).containsEntry("count", 3).containsEntry("level", "ERROR")
                .containsEntry("list", Arrays.asList(1, null, Map.of("2", true)));
        assertThat(view.payload().get("unprintable")).asString().endsWith("java.lang.IllegalStateException");
        assertThat(view.payload().get("itself")).isInstanceOf(Map.class);
    }

    private void leave(String message, Map<String, Object> payload) {
        footprints.left(new Footprint(LogType.INFO, "Stock", "org.acme.Stock.check", message, payload, Instant.now()));
    }
}
