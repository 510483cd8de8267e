package io.quarkiverse.kafkaproducer.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics as an operator and a consumer see them. */
final class Topics {

    private static final Duration POLL = Duration.ofMillis(500);

    private Topics() {
    }

    static void create(String servers, String topic, int partitions, int replicas) throws Exception {
        create(servers, new NewTopic(topic, partitions, (short) replicas));
    }

    /** With one partition, and these settings. */
    static void create(String servers, String topic, Map<String, String> settings) throws Exception {
        create(servers, new NewTopic(topic, 1, (short) 1).configs(settings));
    }

    private static void create(String servers, NewTopic topic) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            admin.createTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
        }
    }

    /** Everything that is there now, in the order of each partition. */
    static List<ConsumerRecord<byte[], byte[]>> read(String servers, String topic) {
        return read(servers, topic, "read_uncommitted");
    }

    static List<ConsumerRecord<byte[], byte[]>> readCommitted(String servers, String topic) {
        return read(servers, topic, "read_committed");
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String servers, String topic, String isolation) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }
}
