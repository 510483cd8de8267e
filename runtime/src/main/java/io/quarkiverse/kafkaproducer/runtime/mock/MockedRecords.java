package io.quarkiverse.kafkaproducer.runtime.mock;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.kafka.common.KafkaException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.mock.SentRecord;
import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;

/** The recorded sends that meet a condition. */
public final class MockedRecords implements SentRecords {

    private final Optional<MockCluster> mock;
    private final ObjectMapper mapper;
    private final Predicate<SentRecord> condition;

    /** @param mock empty where producers really send */
    public MockedRecords(Optional<MockCluster> mock, ObjectMapper mapper) {
        this(mock, mapper, record -> true);
    }

    private MockedRecords(Optional<MockCluster> mock, ObjectMapper mapper, Predicate<SentRecord> condition) {
        this.mock = mock;
        this.mapper = mapper;
        this.condition = condition;
    }

    private MockCluster cluster() {
        return mock.orElseThrow(() -> new IllegalStateException("What is sent is not recorded: quarkus.kafka-producer.mock is "
                + "false, and should be true for tests that look at it"));
    }

    @Override
    public List<SentRecord> records() {
        return cluster().records().stream().filter(condition).toList();
    }

    @Override
    public SentRecords to(String topic) {
        return with(record -> record.topic().equals(topic));
    }

    @Override
    public SentRecords by(String producerName) {
        return with(record -> record.producer().equals(producerName));
    }

    @Override
    public SentRecords byDefault() {
        return by(ProducersConfig.DEFAULT_NAME);
    }

    private SentRecords with(Predicate<SentRecord> another) {
        return new MockedRecords(mock, mapper, condition.and(another));
    }

    @Override
    public <T> List<T> values(Class<T> type) {
        return values(mapper.constructType(type));
    }

    @Override
    public <T> List<T> values(TypeReference<T> type) {
        return values(mapper.constructType(type.getType()));
    }

    private <T> List<T> values(JavaType type) {
        List<T> values = new ArrayList<>();
        for (SentRecord record : records()) {
            try {
                values.add(record.value() == null ? null : mapper.readValue(record.value(), type));
            } catch (IOException e) {
                throw new IllegalStateException("A value sent to topic '" + record.topic() + "' (offset "
                        + record.metadata().offset() + ") cannot be read as " + type.toCanonical(), e);
            }
        }
        return values;
    }

    @Override
    public List<Object> keys() {
        List<Object> keys = new ArrayList<>();
        records().forEach(record -> keys.add(record.key()));
        return keys;
    }

    @Override
    public void failNext(int records, KafkaException failure) {
        cluster().failNext(records, failure);
    }

    @Override
    public void clear() {
        cluster().clear();
    }
}
