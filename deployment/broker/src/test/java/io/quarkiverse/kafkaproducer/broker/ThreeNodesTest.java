package io.quarkiverse.kafkaproducer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class ThreeNodesTest {

    @Test
    void acknowledgeAfterTheLeaderWasKilled() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().nodes(3).start()) {
            Clients clients = Clients.of(kafka.bootstrapServers()).with("acks", "all");
            int leader;
            try (Admin admin = clients.admin()) {
                admin.createTopics(List.of(new NewTopic("replicated", Optional.empty(), Optional.empty()))).all().get();
                TopicPartitionInfo partition = admin.describeTopics(List.of("replicated")).allTopicNames().get()
                        .get("replicated").partitions().get(0);
                assertThat(partition.replicas()).hasSize(3);
                leader = partition.leader().id();
            }
            clients.send("replicated", "before");

            kafka.node(leader).kill();
            clients.send("replicated", "without");
            kafka.node(leader).start();
            clients.send("replicated", "after");

            assertThat(clients.read("replicated", 3)).containsExactly("before", "without", "after");
        }
    }
}
