package io.quarkiverse.kafkaproducer.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas that share the lanes of one table, by hand and by a clock of their own. */
class RelayLanesTest {

    private static final String DATABASE = "jdbc:h2:mem:lanes";
    private static final Dialect DIALECT = new H2Dialect("kafka_outbox");

    private final long start = System.nanoTime();
    private final RelayLanes mine = lanes();
    private final RelayLanes others = lanes();
    private Connection database;

    private RelayLanes lanes() {
        return new RelayLanes(new LaneClaims(() -> DriverManager.getConnection(DATABASE), DIALECT), start);
    }

    private long in(int millis) {
        return start + Duration.ofMillis(millis).toNanos();
    }

    @BeforeEach
    void makeTheTable() throws SQLException {
        database = DriverManager.getConnection(DATABASE);
        new Schema(new OutboxTable("kafka_outbox", DIALECT)).create(database);
        DIALECT.prepareLanes(database, 4);
    }

    @AfterEach
    void close() throws SQLException {
        mine.releaseAll();
        others.releaseAll();
        database.close();
    }

    private static List<Integer> read(RelayLanes lanes, long now) {
        return lanes.takeReadable(now).stream().map(lane -> lane.number).toList();
    }

    @Test
    void aLaneThatThisApplicationHasWrittenToIsClaimedAndReadOnce() throws SQLException {
        mine.written(Set.of(1, 3));
        assertThat(mine.isClaimWanted(start)).isTrue();
        mine.claim(start);

        assertThat(read(mine, start)).containsExactly(1, 3);
        assertThat(mine.areReadable(start)).isFalse();
    }

    @Test
    void anIdleLaneIsKeptForAMomentInWhichItNeedsNoOtherClaim() throws SQLException {
        mine.written(Set.of(1));
        mine.claim(start);
        read(mine, start);
        mine.release(in(0), false);
        mine.release(in(9), false);

        mine.written(Set.of(1));
        mine.claim(in(9));

        assertThat(read(mine, in(9))).containsExactly(1);
    }

    @Test
    void anIdleLaneIsOthersAfterThat() throws SQLException {
        mine.written(Set.of(1));
        mine.claim(start);
        read(mine, start);
        others.written(Set.of(1));
        others.claim(in(1));
        assertThat(read(others, in(1))).isEmpty();

        mine.release(in(1), false);
        assertThat(mine.nextIn(in(1))).isEqualTo(Duration.ofMillis(10).toNanos());
        mine.release(in(11), false);

        assertThat(others.isClaimWanted(in(21))).isTrue();
        others.claim(in(21));
        assertThat(read(others, in(21))).containsExactly(1);
    }

    @Test
    void aLaneThatIsAlwaysBusyIsGivenUpAfterHalfASecondBetweenTwoReads() throws SQLException {
        mine.written(Set.of(1));
        mine.claim(start);
        HeldLane lane = mine.takeReadable(start).get(0);
        lane.rows = 1;
        lane.unread = true;

        mine.release(in(501), false);
        assertThat(mine.areReadable(in(501))).as("closing").isFalse();
        lane.rows = 0;
        mine.release(in(502), false);

        assertThat(mine.get(1)).isNull();
        assertThat(mine.isClaimWanted(in(502))).as("for what is left").isTrue();
        others.found(Set.of(1));
        others.claim(in(502));
        assertThat(read(others, in(502))).containsExactly(1);
    }

    @Test
    void claimsLastWhileAKeyIsLongOnItsWay() throws SQLException {
        mine.written(Set.of(1));
        mine.claim(start);
        read(mine, start);

        mine.release(in(501), true);

        others.found(Set.of(1));
        others.claim(in(502));
        assertThat(read(others, in(502))).isEmpty();
    }

    @Test
    void aLaneThatIsLeftAloneIsReadableLater() throws SQLException {
        mine.written(Set.of(1));
        mine.claim(start);
        HeldLane lane = mine.get(1);
        mine.pause(lane, start);

        assertThat(mine.areReadable(in(249))).isFalse();
        assertThat(mine.nextIn(start)).isEqualTo(Duration.ofMillis(250).toNanos());
        assertThat(read(mine, in(250))).containsExactly(1);
    }
}
