package io.quarkiverse.kafkaproducer.outbox.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Troubles that last for minutes; run by {@code -Pthorough}. */
class TroubleIT {

    private static final int KEYS = 100;
    private static final String WRITE_WITHOUT_END = "write 1000000000 2 " + KEYS + " 10 ";
    private static final String OF_STOPPED = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'stopped'";
    private static final Duration A_MOMENT = Duration.ofSeconds(30);

    private static Stage stage;

    @BeforeAll
    static void start() {
        assumeTrue(Thorough.ON, "only with -Pthorough");
        stage = Stage.get();
    }

    @AfterEach
    void endReplicas() {
        stage.endReplicas();
    }

    /** The server drops its connections, as it does where keep-alives find nobody: others take over what it has begun. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aReplicaIsStoppedForAMinuteWithABatchInItsHands(boolean transactional) throws Exception {
        String topic = "stopped-" + transactional;
        String kafkaTransactions = "quarkus.kafka-producer.outbox.transactional";
        stage.begin(topic);
        Replica writer = stage.launch(topic, Map.of("quarkus.kafka-producer.outbox.relay", "false")).awaitReady();
        Replica stopped = stage.launch(topic, Map.of(kafkaTransactions, String.valueOf(transactional),
                "quarkus.datasource.jdbc.url", stage.database.url() + "&ApplicationName=stopped")).awaitReady();
        Replica other = stage.launch(topic, Map.of(kafkaTransactions, String.valueOf(transactional))).awaitReady();
        writer.command("write 1000000000 4 " + KEYS + " 10 0");
        awaitRows(5_000);
        Awaitility.await("a batch").atMost(A_MOMENT).pollInterval(Duration.ofMillis(5))
                .until(() -> stage.database.number(OF_STOPPED + " AND state = 'idle in transaction'") > 0);

        stopped.freeze();
        stage.database.number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                + "WHERE application_name = 'stopped'");
        TimeUnit.SECONDS.sleep(30);
        writer.command("stop");
        writer.await("stopped", A_MOMENT);
        TimeUnit.SECONDS.sleep(30);
        assertThat(stage.database.pending()).as("left by the other replica").isZero();
        stopped.thaw();

        // what it had in its hands may be written now, and it takes part again
        writer.command("write 2000 2 " + KEYS + " 10 0");
        writer.await("written", Duration.ofMinutes(1));
        Awaitility.await("it is back").atMost(A_MOMENT).until(() -> stage.database.number(OF_STOPPED) > 0);
        stage.database.awaitDrained(Stage.DRAIN_LIMIT);
        assertThat(stopped.isAlive() && other.isAlive()).isTrue();
        PublishedOrders published = stage.published(topic, transactional).assertSameAs(stage.database.placed());
        if (transactional) {
            published.assertInOrder();
        }
    }

    @Test
    void aKeyThatTheBrokerRefusesStopsItselfOnly() throws Exception {
        String topic = "refused";
        stage.begin(topic, Map.of("max.message.bytes", "20000"));
        Replica replica = stage.launch(topic).awaitReady();
        replica.command("large 100000");
        replica.await("large", A_MOMENT);
        replica.command("write 3000 2 " + KEYS + " 10 100");
        replica.await("written", Duration.ofSeconds(120));

        Awaitility.await().atMost(A_MOMENT).until(() -> stage.database.pending() == 1);
        assertThat(stage.database.number("SELECT attempts FROM kafka_outbox")).isGreaterThan(1);
        try (Admin admin = stage.admin()) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "1000000"), AlterConfigOp.OpType.SET))))
                    .all().get(60, TimeUnit.SECONDS);
        }
        stage.database.awaitDrained(Stage.DRAIN_LIMIT);
        stage.published(topic, false).assertSameAs(stage.database.placed()).assertInOrder();
    }

    @Test
    void anIdleWriterHoldsUpNobody() throws Exception {
        String topic = "idle";
        stage.begin(topic);
        Replica replica = stage.launch(topic).awaitReady();
        replica.command("hold 120");
        replica.command("write 10000 2 " + KEYS + " 10 100");
        replica.await("written", Duration.ofMinutes(5));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> stage.database.pending() == 0);
        replica.await("held", Duration.ofMinutes(3));
        stage.database.awaitDrained(Stage.DRAIN_LIMIT);
        stage.published(topic, false).assertSameAs(stage.database.placed()).assertInOrder();
    }

    @Test
    void aSnapshotThatIsHeldForFiveMinutesKeepsFourFifthsOfTheRate() throws Exception {
        String topic = "snapshot";
        int rate = 1_000;
        stage.begin(topic);
        Replica replica = stage.launch(topic).awaitReady();
        replica.command(WRITE_WITHOUT_END.replace("write 1000000000 2", "write 1000000000 16") + rate);
        awaitRows(10_000);

        long before = publishedInAMinute();
        long during;
        try (Connection reader = stage.database.connect(); Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.executeQuery("SELECT count(*) FROM kafka_outbox");
            TimeUnit.MINUTES.sleep(4);
            during = publishedInAMinute();
        }
        System.out.printf("published in a minute: %d before the snapshot, %d in its fifth minute%n", before, during);
        assertThat(during).isGreaterThanOrEqualTo(before * 4 / 5);

        replica.command("stop");
        replica.await("stopped", A_MOMENT);
        stage.database.awaitDrained(Stage.DRAIN_LIMIT);
        stage.published(topic, false).assertSameAs(stage.database.placed()).assertInOrder();
    }

    private static long publishedInAMinute() throws InterruptedException {
        long before = placed() - stage.database.pending();
        TimeUnit.MINUTES.sleep(1);
        return placed() - stage.database.pending() - before;
    }

    @Test
    void clocksThatAreAnHourOffDisturbNothing() throws Exception {
        Path faketime = Path.of("/usr/bin/faketime");
        assumeTrue(Files.isExecutable(faketime), "faketime is not installed");
        String topic = "clock";
        stage.begin(topic);
        Map<String, String> environment = Map.of("FAKETIME_DONT_FAKE_MONOTONIC", "1", "DONT_FAKE_MONOTONIC", "1");
        for (String shift : List.of("-1h", "+1h", "+0h")) {
            Replica replica = stage.watch(Replica.launch(List.of(faketime.toString(), "-f", shift), environment,
                    stage.settings(topic, Map.of()))).awaitReady();
            replica.command("write 1000 2 " + KEYS + " 10 0");
            replica.await("written", Duration.ofSeconds(60));
            Awaitility.await().atMost(A_MOMENT).until(() -> stage.database.pending() == 0);
        }
        stage.published(topic, false).assertSameAs(stage.database.placed()).assertInOrder();
    }

    @Test
    void onePooledConnectionIsEnough() throws Exception {
        String topic = "one-connection";
        stage.begin(topic);
        Replica replica = stage.launch(topic, Map.of("quarkus.datasource.jdbc.max-size", "1")).awaitReady();
        replica.command("write 2000 4 " + KEYS + " 10 0");
        replica.await("written", Duration.ofMinutes(2));
        stage.database.awaitDrained(Stage.DRAIN_LIMIT);
        stage.published(topic, false).assertSameAs(stage.database.placed()).assertInOrder();
    }

    private static long placed() {
        return stage.database.number("SELECT count(*) FROM placed");
    }

    private static void awaitRows(long rows) {
        Awaitility.await(rows + " rows").atMost(Duration.ofMinutes(3)).until(() -> placed() >= rows);
    }
}
