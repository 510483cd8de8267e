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
import io.quarkiverse.kafkaproducer.SendResult;
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
    private final Tracing tracing;
    private final Duration defaultTimeout;
    private final Duration deliveryTimeout;
    private final Scope scope;
    /** Whether something on the way adds to the headers. Where nothing does, those that a record begins with will do. */
    private final boolean addsHeaders;

    public SendPath(String name, ValueEncoder encoder, SubmissionQueue queue, SendObserver observer, Tracing tracing,
            Duration defaultTimeout, Duration deliveryTimeout) {
        this(name, encoder, queue, observer, tracing, defaultTimeout, deliveryTimeout, Scope.NONE);
    }

    private SendPath(String name, ValueEncoder encoder, SubmissionQueue queue, SendObserver observer, Tracing tracing,
            Duration defaultTimeout, Duration deliveryTimeout, Scope scope) {
        this.name = name;
        this.encoder = encoder;
        this.queue = queue;
        this.observer = observer;
        this.tracing = tracing;
        this.defaultTimeout = defaultTimeout;
        this.deliveryTimeout = deliveryTimeout;
        this.scope = scope;
        this.addsHeaders = encoder.addsHeaders() || tracing != Tracing.NONE;
    }

    /** The same way, for sends that belong to something and go by its queue. */
    public SendPath within(Scope scope, SubmissionQueue queue) {
        return new SendPath(name, encoder, queue, observer, tracing, defaultTimeout, deliveryTimeout, scope);
    }

    /** The same way, for sends that begin on other threads and belong to what this one does now. */
    public SendPath here() {
        Tracing here = tracing.here();
        return here == tracing ? this
                : new SendPath(name, encoder, queue, observer, here, defaultTimeout, deliveryTimeout, scope);
    }

    /** The same way, for reactive sends. */
    public SendPath ofReactiveSends() {
        return new SendPath(name, encoder, queue, observer.ofReactiveSends(), tracing, defaultTimeout, deliveryTimeout,
                scope);
    }

    /** The producer's name. */
    public String name() {
        return name;
    }

    public Duration defaultTimeout() {
        return defaultTimeout;
    }

    SendObserver observer() {
        return observer;
    }

    // ---- validate

    /** A call begins: its deadline counts from here. */
    public Call call(String controller, Duration timeout, boolean batch) {
        scope.check();
        // what has no time left fails at its deadline, like any other
        long nanos = Math.max(1, Math.min(checked(timeout), scope.nanosLeft()));
        return new Call(controller, System.nanoTime(), nanos, batch, scope);
    }

    /**
     * @return in nanoseconds
     * @throws IllegalArgumentException if it is not legal
     */
    public long checked(Duration timeout) {
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

    public static void check(ProducerRecord<?, ?> record) {
        if (record == null) {
            throw new IllegalArgumentException("The record is null");
        }
        check(record.topic(), record.key());
    }

    private static void check(String topic, Object key) {
        checkTopic(topic);
        if (key != null && !(key instanceof String) && !(key instanceof byte[])) {
            throw new IllegalArgumentException("A key of type " + key.getClass().getName()
                    + " cannot be sent: keys are String, byte[] or null");
        }
    }

    /** Kafka's own rules, by Kafka's own code. */
    public static void checkTopic(String topic) {
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

    // ---- encode

    public Submission prepare(Call call, ProducerRecord<?, ?> record, Submission.Waiter waiter) {
        check(record);
        return encode(call, record.topic(), record.partition(), record.timestamp(), record.key(), record.value(),
                record.headers(), waiter);
    }

    public Submission prepare(Call call, String topic, Object key, Object value, Submission.Waiter waiter) {
        check(topic, key);
        return encode(call, topic, null, null, key, value, null, waiter);
    }

    /**
     * What cannot be written ends here, as a failed send.
     *
     * @param given the headers of the caller's record, which stay as they are; null if there are none
     */
    private Submission encode(Call call, String topic, Integer partition, Long timestamp, Object key, Object value,
            Headers given, Submission.Waiter waiter) {
        // Kafka's record copies them, too
        Headers headers = addsHeaders ? new RecordHeaders(given) : given;
        Trace trace = tracing.begin(topic, partition, headers, value == null);
        try {
            byte[] encoded = encoder.encode(topic, headers, value);
            return new Submission(queue, call, new ProducerRecord<>(topic, partition, timestamp, key, encoded, headers),
                    trace, waiter);
        } catch (ValueSerializationException e) {
            Submission unwritable = new Submission(queue, call, new ProducerRecord<>(topic, key, null), trace, waiter);
            unwritable.failQueued(same -> e);
            tellFailed(unwritable, e);
            throw e;
        } catch (RuntimeException | Error e) {
            // not a send's failure, and yet its trace must not be left open
            trace.failed(e);
            throw e;
        }
    }

    // ---- queue

    /**
     * @return false if it was refused here and now; its waiter is not told then
     */
    public boolean submit(Submission submission, Room room) {
        return queue.submit(submission, room);
    }

    public void expire(Submission submission) {
        queue.expire(submission);
    }

    public void interrupt(Submission submission) {
        queue.interrupt(submission);
    }

    public void cancel(Submission submission) {
        queue.cancel(submission);
    }

    // ---- complete

    /** What a submission that has ended came to, after the observer has seen it. */
    public RecordMetadata result(Submission submission) {
        RecordMetadata metadata = submission.metadata();
        if (metadata == null) {
            throw failed(submission);
        }
        tellAcknowledged(submission, metadata);
        return metadata;
    }

    public SendResult sendResult(ProducerRecord<?, ?> record, Submission submission) {
        RecordMetadata metadata = submission.metadata();
        if (metadata == null) {
            return new SendResult(record, null, failed(submission));
        }
        tellAcknowledged(submission, metadata);
        return new SendResult(record, metadata, null);
    }

    private void tellAcknowledged(Submission submission, RecordMetadata metadata) {
        submission.trace().acknowledged(metadata);
        observer.acknowledged(submission, metadata);
    }

    private SendException failed(Submission submission) {
        SendException failure = submission.failure();
        if (failure.getCause() instanceof ClientCreationException cause) {
            observer.clientNotCreated(submission.controller(), cause);
        }
        tellFailed(submission, failure);
        return failure;
    }

    private void tellFailed(Submission submission, SendException failure) {
        submission.trace().failed(failure);
        observer.failed(submission, failure);
    }
}
