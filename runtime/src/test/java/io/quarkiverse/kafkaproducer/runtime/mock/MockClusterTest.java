package io.quarkiverse.kafkaproducer.runtime.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.mock.SentRecord;

class MockClusterTest {

    private static final RecordMetadata METADATA = new RecordMetadata(new TopicPartition("orders", 0), 0, 0, 0, 0, 0);

    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void onlyTheLatestOfVeryManyRecordsAreKept() {
        byte[] value = new byte[1];
        for (int i = 0; i < 50_001; i++) {
            cluster.add(List.of(record("" + i, value)));
        }

        assertThat(cluster.records()).hasSize(50_000).extracting(SentRecord::key).startsWith("1").endsWith("50000");
    }

    @Test
    void onlyTheLatestOfVeryLargeRecordsAreKept() {
        byte[] value = new byte[10 * 1024 * 1024];
        for (int i = 0; i < 5; i++) {
            cluster.add(List.of(record("" + i, value)));
        }
        assertThat(cluster.records()).extracting(SentRecord::key).containsExactly("2", "3", "4");

        cluster.add(List.of(record("large", new byte[40 * 1024 * 1024])));
        assertThat(cluster.records()).extracting(SentRecord::key).containsExactly("large");
    }

    @Test
    void afterClearingThereIsRoomAgain() {
        byte[] value = new byte[20 * 1024 * 1024];
        cluster.add(List.of(record("1", value)));
        cluster.clear();
        cluster.add(List.of(record("2", value)));

        assertThat(cluster.records()).extracting(SentRecord::key).containsExactly("2");
    }

    private static SentRecord record(String key, byte[] value) {
        return new SentRecord("<default>", key, value, new RecordHeaders(), METADATA);
    }
}
