package io.quarkiverse.kafkaproducer.runtime.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
        FootprintsView first = footprints.after(0);
        assertThat(first.total()).isEqualTo(503);
        assertThat(first.footprints()).hasSize(RecentFootprints.MOST).first()
                .extracting(FootprintView::number, FootprintView::message).containsExactly(4L, "message 4");
        FootprintsView next = footprints.after(RecentFootprints.MOST + 1);
        assertThat(next.footprints()).extracting(FootprintView::message).containsExactly("message 502", "message 503");
        assertThat(next.leftOut()).isZero();
        assertThat(footprints.after(RecentFootprints.MOST + 3).footprints()).isEmpty();
    }

    @Test
    void ofManyTheLatestAreToldAtOnceAndTheOthersCounted() {
        leave("message 1", Map.of());
        for (int i = 2; i <= 10_000; i++) {
            leave("message " + i, Map.of());
        }
        FootprintsView some = footprints.after(1);
        assertThat(some.footprints()).hasSize(RecentFootprints.MOST_AT_ONCE).last()
                .extracting(FootprintView::message).isEqualTo("message 10000");
        assertThat(some.leftOut()).isEqualTo(9_999 - RecentFootprints.MOST_AT_ONCE);
        assertThat(some.total()).isEqualTo(10_000);
    }

    @Test
    void aFailureIsThereAfterAFloodOfSuccesses() {
        leave(LogType.ERROR, "failed", Map.of("error", Map.of("type", "java.io.IOException", "message", "no\ndisk")));
        for (int i = 0; i < 10_000; i++) {
            leave("sent", Map.of());
        }
        FootprintsView all = footprints.after(0);
        assertThat(all.failures()).isEqualTo(1);
        assertThat(all.footprints()).first().satisfies(one -> {
            assertThat(one.message()).isEqualTo("failed");
            assertThat(one.failure()).isTrue();
            assertThat(one.reason()).isEqualTo("no\\ndisk");
        });
    }

    @Test
    void whatIsClearedIsNotToldAgain() {
        leave("before", Map.of());
        footprints.clear();
        leave("after", Map.of());
        assertThat(footprints.after(0).footprints()).extracting(FootprintView::number, FootprintView::message)
                .containsExactly(tuple(2L, "after"));
    }

    @Test
    void theColumnsComeFromThePayloadAndAreEmptyWhereItHasNone() {
        leave("sent", Map.of("producer", "payments", "topic", "orders", "key", "user\n1", "partition", 2, "offset", 7L,
                "duration", 0.5));
        leave("of the application", Map.of("topic", List.of("no text"), "offset", "no number"));
        assertThat(footprints.after(0).footprints())
                .extracting(FootprintView::producer, FootprintView::topic, FootprintView::key, FootprintView::partition,
                        FootprintView::offset, FootprintView::duration)
                .containsExactly(tuple("payments", "orders", "user\\n1", 2, 7L, 0.5),
                        tuple(null, null, null, null, null, null));
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

        FootprintView view = footprints.after(0).footprints().get(0);
        assertThat(view.message()).isEqualTo("two\\nlines");
        assertThat(view.payload()).containsEntry("count", 3).containsEntry("level", "ERROR")
                .containsEntry("list", Arrays.asList(1, null, Map.of("2", true)));
        assertThat(view.payload().get("unprintable")).asString().endsWith("java.lang.IllegalStateException");
        assertThat(view.payload().get("itself")).isInstanceOf(Map.class);
    }

    private void leave(String message, Map<String, Object> payload) {
        leave(LogType.INFO, message, payload);
    }

    private void leave(LogType type, String message, Map<String, Object> payload) {
        footprints.left(new Footprint(type, "Stock", "org.acme.Stock.check", message, payload, Instant.now()));
    }
}
