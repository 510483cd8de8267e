package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.deployment.builditem.Startable;

/** The embedded broker as a Dev Service. */
final class EmbeddedBroker implements Startable {

    private static final long TOPICS_TIMEOUT_SECONDS = 30;

    private final int port;
    private final Map<String, Integer> topicPartitions;
    private KafkaCluster cluster;

    EmbeddedBroker(int port, Map<String, Integer> topicPartitions) {
        this.port = port;
        this.topicPartitions = topicPartitions;
    }

    @Override
    public void start() {
        cluster = KafkaCluster.builder().port(port).jars(new ResolvedBrokerJars()).start();
        if (!topicPartitions.isEmpty()) {
            createTopics();
        }
    }

    private void createTopics() {
        List<NewTopic> topics = topicPartitions.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1)).toList();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
            admin.createTopics(topics).all().get(TOPICS_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            cluster.close();
            throw new IllegalStateException("The topics of quarkus.kafka-producer.devservices.topic-partitions could not be "
                    + "created: " + topicPartitions, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cluster.close();
            throw new IllegalStateException("Interrupted while creating topics", e);
        }
    }

    @Override
    public String getConnectionInfo() {
        return cluster.bootstrapServers();
    }

    /** Returns null: the broker is a process, not a container. */
    @Override
    public String getContainerId() {
        return null;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
