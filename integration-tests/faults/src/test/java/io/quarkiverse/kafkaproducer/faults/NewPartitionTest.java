package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkiverse.kafkaproducer.runtime.client.ClientLog;
import io.quarkiverse.kafkaproducer.runtime.text.KafkaLogFilter;

/** Partitions that come, and partitions whose leader goes. */
class NewPartitionTest {

    private static Admin admin(KafkaCluster kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @Test
    void aPartitionThatWasJustAddedTakesRecordsAtOnce() throws Exception {
        KafkaCluster kafka = SharedKafka.creatingTopics();
        try (ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers())) {
            Topics.create(kafka.bootstrapServers(), "growing", 1, 1);
            Producer producer = tested.blocking();
            producer.send("growing", "first");
            assertThat(catchThrowableOfType(SendRejectedException.class,
                    () -> producer.send(new ProducerRecord<>("growing", 2, null, "too early"))).outcome())
                    .isEqualTo(Outcome.NOT_SENT);
            try (Admin admin = admin(kafka)) {
                admin.createPartitions(Map.of("growing", NewPartitions.increaseTo(3))).all().get(30, TimeUnit.SECONDS);
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> admin.describeTopics(List.of("growing"))
                        .allTopicNames().get().get("growing").partitions().size() == 3);
            }

            // the answer to the question of the refused record may have been the last one before the new partitions
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreException(SendRejectedException.class).until(
                    () -> producer.send(new ProducerRecord<>("growing", 2, null, "x")).partition() == 2);
        }
    }

    @Test
    void aPartitionWithoutALeaderHoldsUpItsOwnRecordsOnlyAndThoseAreNotSent() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().nodes(3).start();
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers(), Map.of("close-timeout", "200MS"))) {
            try (Admin admin = admin(kafka)) {
                NewTopic guarded = new NewTopic("guarded", Map.of(0, List.of(0, 1)))
                        .configs(Map.of("min.insync.replicas", "2"));
                admin.createTopics(List.of(new NewTopic("halved", Map.of(0, List.of(0), 1, List.of(1))), guarded)).all()
                        .get(30, TimeUnit.SECONDS);
                kafka.node(1).kill();
                // a node may not have heard of the topic yet
                Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                    var leader = admin.describeTopics(List.of("halved")).allTopicNames().get().get("halved").partitions()
                            .get(1).leader();
                    return leader == null || leader.isEmpty();
                });
            }
            Producer producer = tested.blocking();
            Thread held = new Thread(() -> catchThrowableOfType(SendTimeoutException.class,
                    () -> producer.send(new ProducerRecord<>("halved", 1, null, "held"), Duration.ofSeconds(5))));
            held.start();
            long start = System.nanoTime();

            for (int i = 0; i < 10; i++) {
                assertThat(producer.send(new ProducerRecord<>("halved", 0, null, i)).offset()).isEqualTo(i);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            SendTimeoutException failure = catchThrowableOfType(SendTimeoutException.class,
                    () -> producer.send(new ProducerRecord<>("halved", 1, null, "x"), Duration.ofSeconds(1)));
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure).hasMessageContaining("waited for a leader; partition 1 of topic 'halved' has no leader");
            held.join();
            // it is said in the log alone
            KafkaLogFilter.install(ClientLog::heard);
            assertThat(catchThrowableOfType(SendTimeoutException.class,
                    () -> producer.send("guarded", "x", Duration.ofSeconds(3)))).hasMessageContaining("topic 'guarded' has "
                            + "fewer replicas in sync than its min.insync.replicas: start the brokers that are missing");
        }
    }
}
