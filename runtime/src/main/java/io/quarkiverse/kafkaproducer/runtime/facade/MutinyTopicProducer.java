package io.quarkiverse.kafkaproducer.runtime.facade;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.smallrye.mutiny.Uni;

/** The facade for one topic and callers that must not be blocked. */
public final class MutinyTopicProducer<T> implements ReactiveTopicProducer<T> {

    private final String topic;
    private final ReactiveProducer producer;

    /**
     * @throws IllegalArgumentException if the topic is not legal
     */
    public MutinyTopicProducer(String topic, SendPath path, Executor worker) {
        RecordCheck.checkTopic(topic);
        this.topic = topic;
        this.producer = new MutinyProducer(path, null, worker, ReactiveTopicProducer.class);
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public Uni<RecordMetadata> send(T value) {
        return producer.send(topic, value);
    }

    @Override
    public Uni<RecordMetadata> send(T value, Duration timeout) {
        return producer.send(topic, value, timeout);
    }

    @Override
    public Uni<RecordMetadata> send(T value, String key) {
        return producer.send(topic, value, key);
    }

    @Override
    public Uni<RecordMetadata> send(T value, String key, Duration timeout) {
        return producer.send(topic, value, key, timeout);
    }

    @Override
    public Uni<RecordMetadata> send(T value, byte[] key) {
        return producer.send(topic, value, key);
    }

    @Override
    public Uni<RecordMetadata> send(T value, byte[] key, Duration timeout) {
        return producer.send(topic, value, key, timeout);
    }

    @Override
    public Uni<RecordMetadata> send(T value, String key, Headers headers) {
        return producer.send(new ProducerRecord<>(topic, null, key, value, headers));
    }

    @Override
    public Uni<List<RecordMetadata>> sendAll(Collection<? extends T> values) {
        return sendAll(values, value -> null);
    }

    @Override
    public Uni<List<RecordMetadata>> sendAll(Collection<? extends T> values, Function<? super T, String> key) {
        return Uni.createFrom().deferred(() -> producer.sendAll(TopicRecords.of(topic, values, key)));
    }
}
