package io.quarkiverse.kafkaproducer.runtime.facade;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;

/** The facade for one topic and callers that wait. */
public final class BlockingTopicProducer<T> implements TopicProducer<T> {

    private final String topic;
    private final Producer producer;

    /**
     * @throws IllegalArgumentException if the topic is not legal
     */
    public BlockingTopicProducer(String topic, SendPath path) {
        RecordCheck.checkTopic(topic);
        this.topic = topic;
        this.producer = new BlockingProducer(path, null, TopicProducer.class);
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public RecordMetadata send(T value) {
        return producer.send(topic, value);
    }

    @Override
    public RecordMetadata send(T value, Duration timeout) {
        return producer.send(topic, value, timeout);
    }

    @Override
    public RecordMetadata send(T value, String key) {
        return producer.send(topic, value, key);
    }

    @Override
    public RecordMetadata send(T value, String key, Duration timeout) {
        return producer.send(topic, value, key, timeout);
    }

    @Override
    public RecordMetadata send(T value, byte[] key) {
        return producer.send(topic, value, key);
    }

    @Override
    public RecordMetadata send(T value, byte[] key, Duration timeout) {
        return producer.send(topic, value, key, timeout);
    }

    @Override
    public RecordMetadata send(T value, String key, Headers headers) {
        return producer.send(new ProducerRecord<>(topic, null, key, value, headers));
    }

    @Override
    public List<RecordMetadata> sendAll(Collection<? extends T> values) {
        return sendAll(values, value -> null);
    }

    @Override
    public List<RecordMetadata> sendAll(Collection<? extends T> values, Function<? super T, String> key) {
        return producer.sendAll(TopicRecords.of(topic, values, key));
    }
}
