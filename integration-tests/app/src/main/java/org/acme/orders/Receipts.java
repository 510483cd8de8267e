package org.acme.orders;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** The acknowledgments of the broker, in the order of sending: which record is where. */
final class Receipts {

    private final Fingerprint fingerprint = new Fingerprint();
    private final Map<Integer, PartitionReceipts> partitions = new TreeMap<>();
    private final Map<Long, Place> lastOfKey = new HashMap<>();
    private String topic;
    private long count;
    private String outOfOrder;

    private record Place(int partition, long offset) {

        boolean isBefore(Place other) {
            return partition == other.partition && offset < other.offset;
        }
    }

    void add(RecordMetadata written, String key, byte[] value) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        topic = written.topic();
        count++;
        partitions.computeIfAbsent(written.partition(), partition -> new PartitionReceipts())
                .add(written.offset(), fingerprint.of(keyBytes, value));
        if (key != null) {
            Place place = new Place(written.partition(), written.offset());
            Place previous = lastOfKey.put(fingerprint.of(keyBytes, null), place);
            if (previous != null && !previous.isBefore(place) && outOfOrder == null) {
                outOfOrder = key;
            }
        }
    }

    long count() {
        return count;
    }

    /** The first key of which a later record is in another partition, or before an earlier one; null if there is none. */
    String outOfOrder() {
        return outOfOrder;
    }

    Map<TopicPartition, PartitionReceipts> byPartition() {
        Map<TopicPartition, PartitionReceipts> receipts = new HashMap<>();
        partitions.forEach((partition, ofPartition) -> receipts.put(new TopicPartition(topic, partition), ofPartition));
        return receipts;
    }
}
