package io.quarkiverse.kafkaproducer.test.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads what is in a topic, as any consumer sees it. */
public final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(500);

    private TopicReader() {
    }

    /** Everything from the beginning of the topic to where it ends now. */
    public static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return read(servers(), topic);
    }

    private static String servers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String servers, String isolation) {
        return new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns the records that a read-committed consumer sees now: up to the first transaction that is still open. */
    public static List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic) {
        return read(servers(), topic, "read_committed");
    }

    public static List<ConsumerRecord<byte[], byte[]>> read(String servers, String topic) {
        return read(servers, topic, "read_uncommitted");
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String servers, String topic, String isolation) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(servers, isolation)) {
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

    public static int partitions(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(servers(), "read_uncommitted")) {
            return consumer.partitionsFor(topic).size();
        }
    }

    public static ConsumerRecord<byte[], byte[]> readOnly(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = read(topic);
        if (records.size() != 1) {
            throw new AssertionError("Topic " + topic + " has " + records.size() + " records, expected one");
        }
        return records.get(0);
    }

    public static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
