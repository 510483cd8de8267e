package io.quarkiverse.kafkaproducer.outbox.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** A database, a broker and replicas of the application, all of which can be killed. All tests of this JVM share it. */
final class Stage {

    static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);
    /** Machines that build are busy. */
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int PARTITIONS = 8;

    final Database database = Database.start();
    final KafkaCluster kafka = KafkaCluster.builder().startTimeout(LIMIT).start();
    private final List<Replica> replicas = new ArrayList<>();

    private static final class Shared {
        private static final Stage STAGE = new Stage();
    }

    private Stage() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stage"));
    }

    /** Starts it if it has not been started yet. */
    static Stage get() {
        return Shared.STAGE;
    }

    /** Empties the tables and makes a topic of this name. */
    void begin(String topic) throws Exception {
        begin(topic, Map.of());
    }

    void begin(String topic, Map<String, String> topicSettings) throws Exception {
        database.execute("TRUNCATE placed, customer");
        database.execute("DROP TABLE IF EXISTS kafka_outbox");
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1).configs(topicSettings))).all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    Map<String, String> settings(String topic, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("quarkus.datasource.jdbc.url", database.url(),
                "kafka.bootstrap.servers", kafka.bootstrapServers(), "orders.topic", topic,
                "quarkus.kafka-producer.outbox.schema", "create"));
        settings.putAll(more);
        return settings;
    }

    /** Starts one, and does not wait for it. */
    Replica launch(String topic, Map<String, String> more) {
        return watch(Replica.launch(settings(topic, more)));
    }

    Replica launch(String topic) {
        return launch(topic, Map.of());
    }

    /** Ended with this test, at the latest. */
    Replica watch(Replica replica) {
        replicas.add(replica);
        return replica;
    }

    void endReplicas() {
        replicas.forEach(Replica::close);
        replicas.clear();
    }

    PublishedOrders published(String topic, boolean committedOnly) {
        return PublishedOrders.read(kafka.bootstrapServers(), topic, committedOnly);
    }

    private void close() {
        endReplicas();
        kafka.close();
        database.close();
    }
}
