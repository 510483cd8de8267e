package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkiverse.kafkaproducer.broker.KafkaNode;

/** Acknowledged and not there: 0. There twice: 0. Handed in and never ended: 0. NOT_SENT and there: 0. */
class AccountingTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 2);

    private final SendOutcomes outcomes = new SendOutcomes();
    private final AtomicLong ids = new AtomicLong();

    @Test
    void everyRecordIsAccountedForWhileTheBrokerIsKilledAndRestartedAgainAndAgain() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().partitions(4).start()) {
            Topics.create(kafka.bootstrapServers(), "killed", 4, 1);
            try (ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers())) {
                Load load = new Load(outcomes, ids).start(tested, "killed", Duration.ofSeconds(2));
                for (int round = 0; round < ROUNDS; round++) {
                    awaitAcknowledgments(2000);
                    kafka.node(0).kill();
                    awaitFailures(50);
                    kafka.node(0).start();
                }
                awaitAcknowledgments(2000);
                load.stop();
            }
            outcomes.assertTrue(Topics.read(kafka.bootstrapServers(), "killed"));
        }
    }

    @Test
    void everyRecordIsAccountedForWhileTheBrokerIsFrozenAndThawed() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().start()) {
            Topics.create(kafka.bootstrapServers(), "frozen", 4, 1);
            try (ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers())) {
                Load load = new Load(outcomes, ids).start(tested, "frozen", Duration.ofSeconds(1));
                for (int round = 0; round < ROUNDS; round++) {
                    awaitAcknowledgments(2000);
                    kafka.node(0).freeze();
                    awaitFailures(50);
                    kafka.node(0).thaw();
                }
                awaitAcknowledgments(2000);
                load.stop();
            }
            outcomes.assertTrue(Topics.read(kafka.bootstrapServers(), "frozen"));
        }
    }

    @Test
    void noSendFailsWhenTheLeaderOfThreeNodesIsKilled() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().nodes(3).start()) {
            Topics.create(kafka.bootstrapServers(), "replicated", 4, 3);
            try (ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers(), Map.of("timeout", "30S"))) {
                Load load = new Load(outcomes, ids).start(tested, "replicated", Duration.ofSeconds(30));
                awaitAcknowledgments(2000);
                KafkaNode leader = kafka.node(leaderOfFirstPartition(kafka.bootstrapServers()));
                leader.kill();
                awaitAcknowledgments(5000);
                leader.start();
                awaitAcknowledgments(2000);
                load.stop();
            }
            outcomes.assertTrue(Topics.read(kafka.bootstrapServers(), "replicated"));
            assertThat(outcomes.count(SendOutcomes.End.NOT_SENT) + outcomes.count(SendOutcomes.End.UNKNOWN)).as("failed")
                    .isZero();
        }
    }

    private static int leaderOfFirstPartition(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            return admin.describeTopics(List.of("replicated")).allTopicNames().get().get("replicated").partitions()
                    .get(0).leader().id();
        }
    }

    private void awaitAcknowledgments(int more) {
        awaitMore(more, SendOutcomes.End.ACKNOWLEDGED);
    }

    private void awaitFailures(int more) {
        long before = failures();
        Awaitility.await().atMost(BOUND).until(() -> failures() >= before + more);
    }

    private long failures() {
        return outcomes.count(SendOutcomes.End.NOT_SENT) + outcomes.count(SendOutcomes.End.UNKNOWN);
    }

    private void awaitMore(int more, SendOutcomes.End end) {
        long before = outcomes.count(end);
        Awaitility.await().atMost(BOUND).until(() -> outcomes.count(end) >= before + more);
    }
}
