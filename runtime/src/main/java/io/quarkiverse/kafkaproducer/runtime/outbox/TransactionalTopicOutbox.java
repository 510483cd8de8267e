package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.UUID;

import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.TopicOutbox;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;

/** The facade for one topic. */
final class TransactionalTopicOutbox<T> implements TopicOutbox<T> {

    private final String topic;
    private final Outbox outbox;

    /** @throws IllegalArgumentException if the topic is not legal */
    TransactionalTopicOutbox(String topic, RecordEncoder encoder, OutboxTransactions transactions) {
        RecordCheck.checkTopic(topic);
        this.topic = topic;
        this.outbox = new TransactionalOutbox(encoder, transactions);
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public UUID send(T value) {
        return outbox.send(topic, value);
    }

    @Override
    public UUID send(T value, String key) {
        return outbox.send(topic, value, key);
    }

    @Override
    public UUID send(T value, byte[] key) {
        return outbox.send(topic, value, key);
    }
}
