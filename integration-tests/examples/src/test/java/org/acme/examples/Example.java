package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.smallrye.reactive.messaging.kafka.companion.KafkaCompanion;

/** The base of all examples: the producer, the connection that the page makes by hand, and the view of a consumer. */
abstract class Example {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Inject
    Producer producer;

    @Inject
    KafkaInstances instances;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private KafkaCompanion consumers;
    private Map<TopicPartition, Long> before;

    @BeforeEach
    void rememberWhereTopicsEnd() {
        consumers = new KafkaCompanion(servers);
        before = new HashMap<>();
        consumers.topics().describeAll().forEach((topic, description) -> description.partitions()
                .forEach(partition -> before.put(new TopicPartition(topic, partition.partition()), 0L)));
        before.replaceAll((partition, start) -> consumers.offsets().get(partition, OffsetSpec.latest()).offset());
    }

    @AfterEach
    void closeConsumers() {
        consumers.close();
    }

    KafkaInstance kafka() {
        return instances.create(KafkaConfig.builder().bootstrapServers(servers).build());
    }

    /** Returns the records that this test has written to a topic, which other tests may use, too. */
    List<ConsumerRecord<String, String>> written(String topic, int records) {
        Map<TopicPartition, Long> from = from(topic);
        List<ConsumerRecord<String, String>> read = consumers.consumeStrings().fromOffsets(from, records)
                .awaitCompletion(BOUND).getRecords();
        long ends = from.entrySet().stream().mapToLong(
                start -> consumers.offsets().get(start.getKey(), OffsetSpec.latest()).offset() - start.getValue()).sum();
        assertThat(ends).as("records written to %s", topic).isEqualTo(records);
        return read;
    }

    /** Returns the records of a transaction, like {@link #written}. */
    List<ConsumerRecord<String, String>> committed(String topic, int records) {
        return consumers.consumeStrings().withIsolationLevel(IsolationLevel.READ_COMMITTED).fromOffsets(from(topic), records)
                .awaitCompletion(BOUND).getRecords();
    }

    private Map<TopicPartition, Long> from(String topic) {
        consumers.topics().waitForTopic(topic).await().atMost(BOUND);
        return consumers.topics().describe(topic).get(topic).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(partition -> partition, partition -> before.getOrDefault(partition, 0L)));
    }

    void assertWritten(String topic, String... json) {
        assertThat(written(topic, json.length)).extracting(record -> tree(record.value()))
                .containsExactly(List.of(json).stream().map(Example::tree).toArray(JsonNode[]::new));
    }

    static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
