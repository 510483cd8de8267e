package io.quarkiverse.kafkaproducer.outbox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that is not as the outbox needs it. */
class BadDatabaseIT {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Map<String, String> VALIDATE = Map.of("quarkus.kafka-producer.outbox.schema", "validate");

    private final Stage stage = Stage.get();

    @AfterEach
    void endReplicas() {
        stage.endReplicas();
    }

    @Test
    void aMissingTableEndsTheStartWithItsDdl() throws Exception {
        stage.begin("missing");
        int logged = Replica.log().length();

        assertThat(stage.launch("missing", VALIDATE).awaitEnd(START_LIMIT)).isNotZero();

        assertThat(Replica.log().substring(logged)).contains("kafka_outbox", "CREATE TABLE");
    }

    @Test
    void aTableOfAnotherShapeEndsTheStartAndIsNamed() throws Exception {
        stage.begin("shape");
        stage.database.execute("CREATE TABLE kafka_outbox (id bigint PRIMARY KEY, topic text)");
        int logged = Replica.log().length();

        assertThat(stage.launch("shape", VALIDATE).awaitEnd(START_LIMIT)).isNotZero();

        assertThat(Replica.log().substring(logged)).contains("kafka_outbox", "message_id");
    }

    @Test
    void anApplicationStartsWithoutItsDatabaseAndMakesTheTableWhenItIsThere() throws Exception {
        stage.begin("late");
        int logged = Replica.log().length();
        stage.database.kill();
        Replica replica;
        try {
            replica = stage.launch("late").awaitReady();
            replica.command("write 200 2 20 30 0");
            assertThat(Replica.log().substring(logged))
                    .contains("The outbox table 'kafka_outbox' is checked later, as the database cannot be used");
        } finally {
            stage.database.restart();
        }

        replica.await("written", Duration.ofMinutes(2));
        stage.database.awaitDrained(Stage.DRAIN_LIMIT);
        stage.published("late", false).assertSameAs(stage.database.placed()).assertInOrder();
    }

    @Test
    void aDatabaseThatGoesAwayLosesNothing() throws Exception {
        stage.begin("away");
        Replica replica = stage.launch("away").awaitReady();
        replica.command("write 1000000 2 20 30 200");
        Awaitility.await().atMost(Duration.ofMinutes(1))
                .until(() -> stage.database.number("SELECT count(*) FROM placed") > 200);

        stage.database.kill();
        stage.database.restart();

        long before = stage.database.number("SELECT count(*) FROM placed");
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions()
                .until(() -> stage.database.number("SELECT count(*) FROM placed") > before + 200);
        replica.command("stop");
        replica.await("stopped", Duration.ofSeconds(30));
        stage.database.awaitDrained(Stage.DRAIN_LIMIT);
        stage.published("away", false).assertSameAs(stage.database.placed()).assertInOrder();
    }
}
