package io.quarkiverse.kafkaproducer.runtime.footprint;

import static io.quarkiverse.kafkaproducer.footprint.LogType.CRITICAL;
import static io.quarkiverse.kafkaproducer.footprint.LogType.DEBUG;
import static io.quarkiverse.kafkaproducer.footprint.LogType.ERROR;
import static io.quarkiverse.kafkaproducer.footprint.LogType.INFO;
import static io.quarkiverse.kafkaproducer.footprint.LogType.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;

class FootprintBufferTest {

    @Test
    void whatIsLeftComesOutInTheSameOrderWhateverItsType() throws Exception {
        FootprintBuffer buffer = new FootprintBuffer(10);
        offer(buffer, INFO, ERROR, DEBUG, WARNING, INFO, CRITICAL);

        assertThat(rest(buffer)).containsExactly("INFO 0", "ERROR 1", "DEBUG 2", "WARNING 3", "INFO 4", "CRITICAL 5");
        assertThat(buffer.dropped()).isZero();
    }

    @Test
    void aFullBufferTakesNoMoreSuccesses() throws Exception {
        FootprintBuffer buffer = new FootprintBuffer(2);
        offer(buffer, INFO, INFO, INFO, DEBUG);

        assertThat(buffer.size()).isEqualTo(2);
        assertThat(rest(buffer)).containsExactly("INFO 0", "INFO 1");
        assertThat(buffer.dropped()).isEqualTo(2);
    }

    @Test
    void successesMakeRoomForWarningsAndThoseForFailures() throws Exception {
        FootprintBuffer buffer = new FootprintBuffer(3);
        offer(buffer, INFO, WARNING, INFO, WARNING, ERROR, ERROR);

        assertThat(rest(buffer)).containsExactly("WARNING 1", "ERROR 4", "ERROR 5");
        assertThat(buffer.dropped()).isEqualTo(3);
    }

    @Test
    void failuresAreDroppedOnlyWhereThereIsNothingElse() throws Exception {
        FootprintBuffer buffer = new FootprintBuffer(2);
        offer(buffer, ERROR, CRITICAL, ERROR, INFO);

        assertThat(rest(buffer)).containsExactly("ERROR 0", "CRITICAL 1");
        assertThat(buffer.dropped()).isEqualTo(2);
    }

    @Test
    void closedItTakesNoMoreAndGivesWhatItHas() throws Exception {
        FootprintBuffer buffer = new FootprintBuffer(2);
        offer(buffer, INFO);
        buffer.close();

        assertThat(buffer.offer(draft(ERROR, "late"))).isFalse();
        assertThat(rest(buffer)).containsExactly("INFO 0");
    }

    @Test
    void whatIsClearedCountsAsDropped() throws Exception {
        FootprintBuffer buffer = new FootprintBuffer(5);
        offer(buffer, INFO, ERROR);

        buffer.clear();

        assertThat(buffer.size()).isZero();
        assertThat(buffer.dropped()).isEqualTo(2);
        assertThat(rest(buffer)).isEmpty();
    }

    private static void offer(FootprintBuffer buffer, LogType... types) {
        for (int i = 0; i < types.length; i++) {
            assertThat(buffer.offer(draft(types[i], types[i] + " " + i))).isTrue();
        }
    }

    private static Draft draft(LogType type, String message) {
        return Draft.unlogged(type, timestamp -> new Footprint(type, "s", "c", message, null, timestamp));
    }

    private static List<String> rest(FootprintBuffer buffer) throws InterruptedException {
        buffer.close();
        List<String> messages = new ArrayList<>();
        for (Draft draft = buffer.take(); draft != null; draft = buffer.take()) {
            messages.add(draft.footprint().message());
        }
        return messages;
    }
}
