package org.acme.orders;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.smallrye.common.annotation.Identifier;

/**
 * Reads the acknowledged records from the topic. Whatever else is in the topic, by earlier runs or other producers, does
 * not matter.
 */
@Singleton
public class ReadBack {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;

    public ReadBack(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /**
     * @param different how many records are where they should be but are not what was sent
     * @param outOfOrder the first key whose order was not kept, or null
     * @param error why the reading ended early, or null
     */
    record Result(long expected, long found, long different, String outOfOrder, String error) {

        boolean asSent() {
            return found == expected && outOfOrder == null;
        }
    }

    Result compare(Receipts receipts) {
        Map<TopicPartition, Comparison> open = new HashMap<>();
        receipts.byPartition().forEach((partition, expected) -> open.put(partition, new Comparison(expected)));
        Map<TopicPartition, Comparison> all = Map.copyOf(open);
        String error = null;
        if (!open.isEmpty()) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                read(consumer, open);
                error = open.isEmpty() ? null : "nothing more came within " + PATIENCE.toSeconds() + " s";
            } catch (KafkaException e) {
                error = e.getMessage();
            }
        }
        return new Result(receipts.count(), all.values().stream().mapToLong(Comparison::found).sum(),
                all.values().stream().mapToLong(Comparison::different).sum(), receipts.outOfOrder(), error);
    }

    private static void read(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Comparison> open) {
        consumer.assign(open.keySet());
        open.forEach((partition, comparison) -> consumer.seek(partition, comparison.firstOffset()));
        long lastRead = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - lastRead < PATIENCE.toNanos()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                lastRead = System.nanoTime();
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Comparison comparison = open.get(new TopicPartition(record.topic(), record.partition()));
                if (comparison != null) {
                    comparison.next(record);
                }
            }
            // by the position, since a compacted topic may have lost the last record itself
            open.entrySet().removeIf(entry -> consumer.position(entry.getKey()) > entry.getValue().lastOffset());
            consumer.pause(consumer.assignment().stream().filter(partition -> !open.containsKey(partition)).toList());
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(kafka);
        // the demo keeps its place itself and must not join, or create, a group of the application
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // where records have been deleted already, the first that is left
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
