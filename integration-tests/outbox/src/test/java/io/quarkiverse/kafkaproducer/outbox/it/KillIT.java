package io.quarkiverse.kafkaproducer.outbox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas, the database and the broker are killed while orders are placed, and while what is left is published. */
class KillIT {

    /** {@code -Doutbox.rounds}, for more of the short ones. */
    private static final int ROUNDS = Integer.getInteger("outbox.rounds", Thorough.ON ? 10 : 1);
    private static final int REPLICAS = Thorough.ON ? 3 : 2;
    private static final int ROWS = Thorough.ON ? 100_000 : 1_500;
    private static final int KEYS = Thorough.ON ? 1_000 : 50;
    private static final int ROLLBACKS = 30;
    private static final int THREADS = 4;
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(10);
    private static final Random RANDOM = new Random(42);

    private final Stage stage = Stage.get();

    @AfterEach
    void endReplicas() {
        stage.endReplicas();
    }

    private enum Victim {
        REPLICA,
        DATABASE,
        BROKER
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void whatIsCommittedIsPublishedInOrderAndNothingElse(boolean transactional) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String topic = "killed-" + transactional + "-" + round;
            Map<String, String> settings = Map.of("quarkus.kafka-producer.outbox.transactional", String.valueOf(transactional));
            stage.begin(topic);

            List<Replica> replicas = new ArrayList<>();
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(stage.launch(topic, settings));
            }
            replicas.forEach(replica -> write(replica.awaitReady(), ROWS / REPLICAS));

            // each of them at some time while orders are placed
            List<Victim> order = new ArrayList<>(List.of(Victim.values()));
            Collections.shuffle(order, RANDOM);
            long most = 0;
            for (Victim victim : order) {
                most = most + ROWS / 10 + RANDOM.nextInt(ROWS / 10);
                awaitRows(most);
                if (victim == Victim.REPLICA) {
                    Replica killed = replicas.remove(RANDOM.nextInt(replicas.size()));
                    killed.kill();
                    replicas.add(write(stage.launch(topic, settings).awaitReady(), ROWS / REPLICAS));
                } else {
                    kill(victim);
                }
            }
            awaitRows(ROWS);
            replicas.forEach(replica -> replica.command("stop"));
            replicas.forEach(replica -> replica.await("stopped", WRITE_LIMIT));

            // and one that is publishing what is left
            replicas.get(RANDOM.nextInt(replicas.size() - 1)).kill();
            stage.database.awaitDrained(Stage.DRAIN_LIMIT);
            stage.published(topic, transactional).assertSameAs(stage.database.placed()).assertInOrder();
            assertThat(stage.database.number("SELECT count(*) FROM placed")).isGreaterThanOrEqualTo(ROWS);
            stage.endReplicas();
        }
    }

    private static Replica write(Replica replica, int rows) {
        // more than are waited for, so that it goes on until it is stopped
        replica.command("write %d %d %d %d 0".formatted(rows * 100L, THREADS, KEYS, ROLLBACKS));
        return replica;
    }

    private void kill(Victim victim) {
        if (victim == Victim.DATABASE) {
            stage.database.kill();
            stage.database.restart();
        } else {
            stage.kafka.node(0).kill();
            stage.kafka.node(0).start();
        }
    }

    private void awaitRows(long rows) {
        Awaitility.await(rows + " rows").atMost(WRITE_LIMIT).ignoreExceptions()
                .until(() -> stage.database.number("SELECT count(*) FROM placed") >= rows);
    }
}
