package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.internals.Topic;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.JvmErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.ProducerDescription;
import io.quarkiverse.kafkaproducer.runtime.failure.RecordDescription;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.failure.WaitReason;
import io.quarkiverse.kafkaproducer.runtime.queue.Abandoned;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkiverse.kafkaproducer.runtime.text.Utf8;

/**
 * The way that every send goes, whatever face of the producer it comes from: validate, encode, queue; and, when it has
 * ended, tell the observer.
 */
public final class SendPath {

    private static final Wait ITS_TURN = new Wait(WaitReason.ROOM_IN_QUEUE, "its turn");

    /** A topic name that is longer is not said twice in a message. */
    private static final int LONGEST_QUOTED = 64;
    /** The most characters of a caller's argument in a message. */
    private static final int LONGEST_SHOWN = 256;

    private final ProducerDescription producer;
    private final Preparation preparation;
    private final ValueEncoder encoder;
    private final EncodingQueue encodings;
    private final SendQueue queue;
    private final SendObserver observer;
    private final Tracing tracing;
    private final Executor completions;
    private final Duration defaultTimeout;
    private final Duration deliveryTimeout;
    private final Scope scope;
    private final boolean reactive;
    /** True if something on the way adds headers. If nothing does, a record keeps the headers that it has. */
    private final boolean addsHeaders;

    /**
     * @param preparation changes records before they are encoded; null if nothing does
     * @param encodings has workers write values; null where the encoder does not block, and values are written by the callers
     * @param completions where late acknowledgments are told of
     */
    public SendPath(ProducerDescription producer, Preparation preparation, ValueEncoder encoder, EncodingQueue encodings,
            SendQueue queue,
            SendObserver observer, Tracing tracing, Executor completions, Duration defaultTimeout,
            Duration deliveryTimeout) {
        this(producer, preparation, encoder, encodings, queue, observer, tracing, completions, defaultTimeout, deliveryTimeout,
                Scope.NONE,
                false);
    }

    private SendPath(ProducerDescription producer, Preparation preparation, ValueEncoder encoder, EncodingQueue encodings,
            SendQueue queue,
            SendObserver observer,
            Tracing tracing,
            Executor completions, Duration defaultTimeout, Duration deliveryTimeout, Scope scope, boolean reactive) {
        this.producer = producer;
        this.preparation = preparation;
        this.encoder = encoder;
        this.encodings = encodings;
        this.queue = queue;
        this.observer = observer;
        this.tracing = tracing;
        this.completions = completions;
        this.defaultTimeout = defaultTimeout;
        this.deliveryTimeout = deliveryTimeout;
        this.scope = scope;
        this.reactive = reactive;
        this.addsHeaders = encoder.addsHeaders() || tracing != Tracing.NONE;
    }

    /** Returns the same way, for sends that belong to a transaction and go by its queue. */
    public SendPath within(Scope scope, SendQueue queue) {
        return new SendPath(producer, preparation, encoder, encodings, queue, TransactionalObserver.of(observer), tracing,
                completions, defaultTimeout,
                deliveryTimeout,
                scope,
                reactive);
    }

    /** Returns the same way, for sends that begin on other threads and belong to what this one does now. */
    public SendPath here() {
        Tracing here = tracing.here();
        return here == tracing ? this
                : new SendPath(producer, preparation, encoder, encodings, queue, observer, here, completions, defaultTimeout,
                        deliveryTimeout,
                        scope,
                        reactive);
    }

    /**
     * Returns the same way, for values of one type.
     *
     * @param canonical a type with arguments, see {@link ValueEncoder#forType}; null for one without
     */
    public SendPath ofType(String canonical) {
        return canonical == null ? this
                : new SendPath(producer, preparation, encoder.forType(canonical), encodings, queue, observer, tracing,
                        completions,
                        defaultTimeout, deliveryTimeout, scope, reactive);
    }

    /** Returns the same way, for reactive sends. */
    public SendPath ofReactiveSends() {
        return new SendPath(producer, preparation, encoder, encodings, queue, observer.ofReactiveSends(), tracing, completions,
                defaultTimeout,
                deliveryTimeout, scope, true);
    }

    /** Returns the producer's name. */
    public String name() {
        return producer.name();
    }

    /** Returns a record of this producer as the messages of failures describe it. */
    RecordDescription describe(String topic, Object key) {
        return new RecordDescription(producer, topic, key);
    }

    public Duration defaultTimeout() {
        return defaultTimeout;
    }

    public SendObserver observer() {
        return observer;
    }

    /** Returns where actions run that depend on the results of sends and that no thread waits for. */
    Executor completions() {
        return completions;
    }

    Scope scope() {
        return scope;
    }

    /** Returns whether workers write the values. */
    boolean encodesOnWorkers() {
        return encodings != null;
    }

    boolean isReactive() {
        return reactive;
    }

    long now() {
        return System.nanoTime();
    }

    // ---- validate

    /**
     * Returns how long a call that begins now may take.
     *
     * @return in nanoseconds
     * @throws IllegalArgumentException if the timeout is not legal
     */
    public long timeoutOfCall(Duration timeout) {
        // what has no time left fails at its deadline, like any other
        return Math.max(1, Math.min(checked(timeout), scope.nanosLeft()));
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
        for (Header header : record.headers()) {
            checkText("The name of a header", header.key());
        }
    }

    private static void check(String topic, Object key) {
        checkTopic(topic);
        if (key != null && !(key instanceof String) && !(key instanceof byte[])) {
            throw new IllegalArgumentException("A key of type " + key.getClass().getName()
                    + " cannot be sent: keys are String, byte[] or null");
        }
        if (key instanceof String text) {
            checkText("The key", text);
        }
    }

    /** Refuses a text that UTF-8 would write as another text. */
    private static void checkText(String what, String text) {
        int index = Utf8.indexOfLoneSurrogate(text);
        if (index >= 0) {
            throw new IllegalArgumentException(what + " has half a character at index " + index + " (\\u"
                    + Integer.toHexString(text.charAt(index)) + "), which UTF-8 cannot write: it must be whole text; bytes "
                    + "that are no text are sent as byte[]");
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
            // Kafka quotes the name, which may be as long as it likes, before the rule
            String rule = topic.length() > LONGEST_QUOTED ? e.getMessage().replace(topic, "...") : e.getMessage();
            throw new IllegalArgumentException(Quoted.text(topic, LONGEST_SHOWN) + " is not a legal Kafka topic name: "
                    + Quoted.escape(rule, LONGEST_SHOWN));
        }
    }

    // ---- encode and queue

    /**
     * Encodes the record and puts it into the queue.
     *
     * @return false if it has ended here and now, refused or not writable; it is not woken then
     * @throws IllegalArgumentException if the record is not legal
     * @throws IllegalStateException if what it belongs to has ended
     */
    public boolean submit(Submission submission, ProducerRecord<?, ?> record, WhenFull whenFull) {
        check(record);
        return submit(submission, record.topic(), record.partition(), record.timestamp(), record.key(), record.value(),
                record.headers(), whenFull);
    }

    /** Submits a record, like {@link #submit(Submission, ProducerRecord, WhenFull)}. */
    public boolean submit(Submission submission, String topic, Object key, Object value, WhenFull whenFull) {
        check(topic, key);
        return submit(submission, topic, null, null, key, value, null, whenFull);
    }

    /** @param given the headers of the caller's record, which stay as they are; null if there are none */
    private boolean submit(Submission submission, String topic, Integer partition, Long timestamp, Object key, Object value,
            Headers given, WhenFull whenFull) {
        scope.enter();
        if (preparation == null) {
            // Kafka's record copies them, too
            return submitEntered(submission, topic, partition, timestamp, key, value,
                    addsHeaders ? new RecordHeaders(given) : given, whenFull);
        }
        ProducerRecord<Object, Object> prepared = null;
        try {
            prepared = prepare(submission, new ProducerRecord<>(topic, partition, timestamp, key, value, given));
        } finally {
            if (prepared == null) {
                scope.leave();
            }
        }
        return prepared != null && submitEntered(submission, prepared.topic(), prepared.partition(), prepared.timestamp(),
                prepared.key(), prepared.value(), prepared.headers(), whenFull);
    }

    /** Returns null if the submission has failed. */
    private ProducerRecord<Object, Object> prepare(Submission submission, ProducerRecord<Object, Object> record) {
        try {
            return preparation.prepare(record);
        } catch (PreparationException e) {
            submission.encoded(new ProducerRecord<>(record.topic(), record.key(), null), Trace.NONE);
            submission.refused(Failure.unprepared(e.getMessage(), e.isPassing()));
            return null;
        } catch (RuntimeException | Error e) {
            submission.encoded(new ProducerRecord<>(record.topic(), record.key(), null), Trace.NONE);
            submission.refused(Failure.notSent(e));
            tellFailed(submission, submission.exception());
            throw e;
        }
    }

    /** @param headers the record's own, to which may be added */
    private boolean submitEntered(Submission submission, String topic, Integer partition, Long timestamp, Object key,
            Object value, Headers headers, WhenFull whenFull) {
        boolean taken = false;
        try {
            Trace trace = tracing.begin(topic, partition, headers, value == null);
            if (encodings != null && whenFull != WhenFull.BLOCK) {
                taken = encodeLater(submission, new ProducerRecord<>(topic, partition, timestamp, key, value, headers), trace,
                        whenFull);
                return taken;
            }
            byte[] encoded;
            try {
                if (encodings == null) {
                    encoded = encoder.encode(topic, headers, value);
                } else {
                    submission.encoded(new ProducerRecord<>(topic, partition, key, null), trace);
                    BlockingEncoding encoding = new BlockingEncoding(submission, encodings,
                            () -> encoder.encode(topic, headers, value));
                    Failure failure = encoding.await(key == null ? partition : key);
                    if (failure != null) {
                        submission.refused(failure);
                        return false;
                    }
                    encoded = encoding.bytes();
                }
            } catch (ValueSerializationException e) {
                submission.encoded(new ProducerRecord<>(topic, key, null), trace);
                submission.refused(Failure.unwritable(e));
                return false;
            } catch (RuntimeException | Error e) {
                // the JVM may not survive it, and yet the send has failed
                submission.encoded(new ProducerRecord<>(topic, key, null), trace);
                submission.refused(Failure.notSent(e));
                tellFailed(submission, submission.exception());
                throw e;
            }
            submission.encoded(new ProducerRecord<>(topic, partition, timestamp, key, encoded, headers), trace);
            if (whenFull == WhenFull.BLOCK && Thread.currentThread().isInterrupted()) {
                submission.refused(Failure.interrupted(ITS_TURN, Outcome.NOT_SENT));
                return false;
            }
            Failure refusal = queue.submit(submission, whenFull);
            if (refusal != null) {
                scope.failed(submission);
            }
            taken = refusal == null;
            if (taken) {
                submission.submitted();
            }
            return taken;
        } finally {
            if (!taken) {
                scope.leave();
            }
        }
    }

    /**
     * Has a worker write the value, and then puts the record into the queue.
     *
     * @return false if it is refused here and now
     */
    private boolean encodeLater(Submission submission, ProducerRecord<Object, Object> record, Trace trace,
            WhenFull whenFull) {
        submission.encoded(new ProducerRecord<>(record.topic(), record.partition(), record.key(), null), trace);
        Encoding encoding = new Encoding(submission) {
            @Override
            byte[] encode() {
                return encoder.encode(record.topic(), record.headers(), record.value());
            }

            @Override
            void written(byte[] bytes, Throwable thrown) {
                if (thrown == null) {
                    submission.encoded(new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(),
                            record.key(), bytes, record.headers()), trace);
                    queueWritten(submission, whenFull);
                } else {
                    submission.failedUnsubmitted(thrown instanceof ValueSerializationException unwritable
                            ? Failure.unwritable(unwritable)
                            : Failure.notSent(thrown));
                }
                if (JvmErrors.isFatal(thrown)) {
                    throw (Error) thrown;
                }
            }

            @Override
            void failed(Failure failure) {
                submission.failedUnsubmitted(failure);
            }
        };
        submission.encoding(encoding);
        Failure refusal = encodings.add(encoding, record.key() == null ? record.partition() : record.key(),
                whenFull == WhenFull.REJECT);
        if (refusal != null) {
            submission.refused(refusal);
        }
        return refusal == null;
    }

    private void queueWritten(Submission submission, WhenFull whenFull) {
        Failure refusal = queue.submit(submission, whenFull);
        if (refusal == null) {
            submission.submitted();
        } else {
            scope.failed(submission);
            scope.leave();
            submission.wake();
        }
    }

    /**
     * Encodes a record that is sent later, by another path, with what that needs in its headers to go on with the trace.
     *
     * @throws IllegalArgumentException if the record is not legal
     * @throws ValueSerializationException if the value cannot be written
     * @throws io.quarkiverse.kafkaproducer.SendRejectedException if an interceptor fails
     */
    public ProducerRecord<Object, byte[]> encode(Origin origin, ProducerRecord<?, ?> given) {
        check(given);
        ProducerRecord<?, ?> record = given;
        if (preparation != null) {
            try {
                record = preparation.prepare(new ProducerRecord<>(given.topic(), given.partition(), given.timestamp(),
                        given.key(), given.value(), given.headers()));
            } catch (PreparationException e) {
                throw refuse(origin, new ProducerRecord<>(given.topic(), given.key(), null),
                        Failure.unprepared(e.getMessage(), e.isPassing()));
            }
        }
        return encodePrepared(origin, record);
    }

    private ProducerRecord<Object, byte[]> encodePrepared(Origin origin, ProducerRecord<?, ?> record) {
        Headers headers = new RecordHeaders(record.headers());
        tracing.propagate(headers);
        ProducerRecord<Object, byte[]> unwritten = new ProducerRecord<>(record.topic(), record.partition(), record.key(), null);
        byte[] encoded;
        try {
            if (encodings == null) {
                encoded = encoder.encode(record.topic(), headers, record.value());
            } else {
                Submission waiting = unawaited(origin, unwritten);
                BlockingEncoding encoding = new BlockingEncoding(waiting, encodings,
                        () -> encoder.encode(record.topic(), headers, record.value()));
                Failure failure = encoding.await(record.key() == null ? record.partition() : record.key());
                if (failure != null) {
                    throw refuse(origin, unwritten, failure);
                }
                encoded = encoding.bytes();
            }
        } catch (ValueSerializationException e) {
            throw e.producer() == null ? refuse(origin, unwritten, Failure.unwritable(e)) : e;
        }
        return new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(), record.key(), encoded, headers);
    }

    /** Returns why a record will not be sent, after the observer has seen it. */
    public SendException refuse(Origin origin, ProducerRecord<Object, byte[]> record, Failure failure) {
        Submission refused = unawaited(origin, record);
        refused.refused(failure);
        return failed(refused);
    }

    private Submission unawaited(Origin origin, ProducerRecord<Object, byte[]> record) {
        Submission submission = new Submission(origin, defaultTimeout.toNanos()) {
            @Override
            protected void wake() {
                // nobody waits
            }
        };
        submission.encoded(record, Trace.NONE);
        return submission;
    }

    public void expire(Submission submission) {
        Encoding encoding = submission.encoding();
        if (encoding == null || !encodings.expire(encoding)) {
            queue.expire(submission);
        }
    }

    public void interrupt(Submission submission) {
        Encoding encoding = submission.encoding();
        if (encoding == null || !encodings.interrupt(encoding)) {
            queue.interrupt(submission);
        }
    }

    public void cancel(Submission submission) {
        Encoding encoding = submission.encoding();
        if (encoding == null || !encodings.cancel(encoding)) {
            queue.cancel(submission);
        }
    }

    // ---- complete

    /** Returns what a submission that has ended came to, after the observer has seen it. */
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

    /** Returns why a submission failed, after the observer has seen it. */
    public SendException failed(Submission submission) {
        SendException failure = submission.exception();
        if (failure.getCause() instanceof ClientCreationException cause) {
            observer.clientNotCreated(submission.producerName(), submission.controller(), cause);
        }
        tellFailed(submission, failure);
        return failure;
    }

    private void tellFailed(Submission submission, SendException failure) {
        submission.trace().failed(failure);
        observer.failed(submission, failure);
    }

    /** The client has answered after the sender gave up. */
    void settledLate(Submission submission, Abandoned ending) {
        RecordMetadata metadata = ending.metadata();
        if (metadata != null) {
            completions.execute(() -> observer.acknowledgedLate(submission, metadata));
        }
    }

    /** Returns how a record ends at last whose sender was told that its outcome is unknown. */
    CompletionStage<RecordMetadata> eventually(RecordDescription record, Abandoned abandoned) {
        CompletableFuture<RecordMetadata> ending = new CompletableFuture<>();
        abandoned.whenSettled(settled -> completions.execute(() -> {
            if (settled.metadata() != null) {
                ending.complete(settled.metadata());
            } else {
                ending.completeExceptionally(settled.lastFailure().toException(record, false, null));
            }
        }));
        return ending;
    }
}
