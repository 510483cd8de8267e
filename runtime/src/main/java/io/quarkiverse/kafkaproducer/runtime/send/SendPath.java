package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.internals.Topic;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.json.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/**
 * The way that every send goes, whatever face of the producer it comes from: validate, encode, queue; and, when it has
 * ended, tell the observer.
 */
public final class SendPath {

    private final String name;
    private final ValueEncoder encoder;
    private final SubmissionQueue queue;
    private final SendObserver observer;
    private final Duration defaultTimeout;
    private final Duration deliveryTimeout;

    public SendPath(String name, ValueEncoder encoder, SubmissionQueue queue, SendObserver observer, Duration defaultTimeout,
            Duration deliveryTimeout) {
        this.name = name;
        this.encoder = encoder;
        this.queue = queue;
        this.observer = observer;
        this.defaultTimeout = defaultTimeout;
        this.deliveryTimeout = deliveryTimeout;
    }

    /** The producer's name. */
    public String name() {
        return name;
    }

    Duration defaultTimeout() {
        return defaultTimeout;
    }

    /** Kafka's own rules, by Kafka's own code. */
    static void checkTopic(String topic) {
        if (topic == null) {
            throw new IllegalArgumentException("The topic is null; it must be a legal Kafka topic name");
        }
        try {
            Topic.validate(topic);
        } catch (InvalidTopicException e) {
            throw new IllegalArgumentException(Quoted.text(topic) + " is not a legal Kafka topic name: "
                    + Quoted.escape(e.getMessage()));
        }
    }

    private static void checkKey(Object key) {
        if (key != null && !(key instanceof String) && !(key instanceof byte[])) {
            throw new IllegalArgumentException("A key of type " + key.getClass().getName()
                    + " cannot be sent: keys are String, byte[] or null");
        }
    }

    private long checkTimeout(Duration timeout) {
        if (timeout == null) {
            throw new IllegalArgumentException("The timeout is null; it must be a positive duration");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout " + timeout + " is not positive");
        }
        if (timeout.compareTo(deliveryTimeout) > 0) {
            throw new IllegalArgumentException("The timeout " + timeout + " is above delivery.timeout.ms ("
                    + deliveryTimeout.toMillis() + " ms), after which the Kafka client gives up by itself");
        }
        return timeout.toNanos();
    }

    /**
     * Validates and encodes; what cannot be written ends here, as a failed send.
     *
     * @param headers copied; null for none
     */
    Submission prepare(String controller, String topic, Integer partition, Long timestamp, Object key, Object value,
            Headers headers, Duration timeout, Submission.Waiter waiter) {
        long started = System.nanoTime();
        checkTopic(topic);
        checkKey(key);
        long nanos = checkTimeout(timeout);
        Headers copied = headers == null ? new RecordHeaders() : new RecordHeaders(headers);
        try {
            byte[] encoded = encoder.encode(topic, copied, value);
            return new Submission(queue, controller, new ProducerRecord<>(topic, partition, timestamp, key, encoded, copied),
                    started, nanos, waiter);
        } catch (ValueSerializationException e) {
            observer.failed(new Submission(queue, controller, new ProducerRecord<>(topic, key, null), started, nanos, waiter),
                    e);
            throw e;
        }
    }

    SubmissionQueue queue() {
        return queue;
    }

    /** What a submission that has ended came to, after the observer has seen it. */
    RecordMetadata result(Submission submission) {
        RecordMetadata metadata = submission.metadata();
        if (metadata != null) {
            observer.acknowledged(submission, metadata);
            return metadata;
        }
        SendException failure = submission.failure().toException(submission.topic());
        if (failure.getCause() instanceof ClientCreationException cause) {
            observer.clientNotCreated(submission.controller(), cause);
        }
        observer.failed(submission, failure);
        throw failure;
    }
}
