package org.acme.orders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/**
 * A broker for all tests of a class, whose topics have three partitions. Dev Services would start one for each launch of the
 * application and take it away again with what the application has sent.
 */
final class EmbeddedKafka implements BeforeAllCallback, AfterAllCallback {

    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    private static final Duration POLL = Duration.ofSeconds(1);

    private KafkaCluster cluster;

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster = KafkaCluster.builder().partitions(3).start();
        System.setProperty(BOOTSTRAP_SERVERS, cluster.bootstrapServers());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty(BOOTSTRAP_SERVERS);
        cluster.close();
    }

    String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    String newTopic() {
        return "orders-" + UUID.randomUUID();
    }

    /** Every record of a topic, each partition's in order, as a consumer other than the demo's sees them. */
    List<ConsumerRecord<String, String>> records(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long expected = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (records.size() < expected) {
                consumer.poll(POLL).forEach(records::add);
            }
            records.sort(Comparator.comparing((ConsumerRecord<String, String> record) -> record.partition())
                    .thenComparing(ConsumerRecord::offset));
            return records;
        }
    }
}
