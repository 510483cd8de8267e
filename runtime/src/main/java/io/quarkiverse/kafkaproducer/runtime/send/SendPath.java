package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.encode.BlockingEncoding;
import io.quarkiverse.kafkaproducer.runtime.encode.Encoding;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.JvmErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.ProducerDescription;
import io.quarkiverse.kafkaproducer.runtime.failure.RecordDescription;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.failure.WaitReason;
import io.quarkiverse.kafkaproducer.runtime.prepare.Preparation;
import io.quarkiverse.kafkaproducer.runtime.prepare.PreparationException;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;
import io.quarkiverse.kafkaproducer.runtime.queue.Abandoned;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;

/**
 * The way that every send goes, whatever facade of the producer it comes from: validate, encode, queue; and, when it has
 * ended, tell the observer.
 */
public final class SendPath {

    private static final Wait ITS_TURN = new Wait(WaitReason.ROOM_IN_QUEUE, "its turn");

    private final ProducerDescription producer;
    private final Preparation preparation;
    private final ValueWriting writing;
    private final SendQueue queue;
    private final SendObserver observer;
    private final Tracing tracing;
    private final Executor completions;
    private final Timeouts timeouts;
    private final Scope scope;
    private final boolean reactive;
    private final SendResults results;
    /** Something on the way adds to the headers. Where nothing does, those that a record begins with will do. */
    private final boolean addsHeaders;

    /**
     * @param preparation changes records before they are encoded; null if nothing does
     * @param completions where late acknowledgments are told of
     */
    public SendPath(ProducerDescription producer, Preparation preparation, ValueWriting writing, SendQueue queue,
            SendObserver observer, Tracing tracing, Executor completions, Timeouts timeouts) {
        this(producer, preparation, writing, queue, observer, tracing, completions, timeouts, Scope.NONE, false);
    }

    private SendPath(ProducerDescription producer, Preparation preparation, ValueWriting writing, SendQueue queue,
            SendObserver observer, Tracing tracing, Executor completions, Timeouts timeouts, Scope scope, boolean reactive) {
        this.producer = producer;
        this.preparation = preparation;
        this.writing = writing;
        this.queue = queue;
        this.observer = observer;
        this.tracing = tracing;
        this.completions = completions;
        this.timeouts = timeouts;
        this.scope = scope;
        this.reactive = reactive;
        this.results = new SendResults(observer, completions);
        this.addsHeaders = writing.addsHeaders() || tracing != Tracing.NONE;
    }

    private SendPath with(ValueWriting otherWriting, SendQueue otherQueue, SendObserver otherObserver, Tracing otherTracing,
            Scope otherScope, boolean isReactive) {
        return new SendPath(producer, preparation, otherWriting, otherQueue, otherObserver, otherTracing, completions, timeouts,
                otherScope, isReactive);
    }

    /** Returns the same way, for sends that belong to a transaction and go by its queue. */
    public SendPath within(Scope other, SendQueue itsQueue) {
        return with(writing, itsQueue, TransactionalObserver.of(observer), tracing, other, reactive);
    }

    /** Returns the same way, for sends that begin on other threads and belong to what this one does now. */
    public SendPath here() {
        Tracing here = tracing.here();
        return here == tracing ? this : with(writing, queue, observer, here, scope, reactive);
    }

    /**
     * Returns the same way, for values of one type.
     *
     * @param canonical a type with arguments, see {@link ValueEncoder#forType}; null for one without
     */
    public SendPath ofType(String canonical) {
        return canonical == null ? this : with(writing.forType(canonical), queue, observer, tracing, scope, reactive);
    }

    /** Returns the same way, for reactive sends. */
    public SendPath ofReactiveSends() {
        return with(writing, queue, observer.ofReactiveSends(), tracing, scope, true);
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
        return timeouts.byDefault();
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
        return writing.isOnWorkers();
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
        return timeouts.checked(timeout);
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
        RecordCheck.check(record);
        return submit(submission, record.topic(), record.partition(), record.timestamp(), record.key(), record.value(),
                record.headers(), whenFull);
    }

    /** Submits a record, like {@link #submit(Submission, ProducerRecord, WhenFull)}. */
    public boolean submit(Submission submission, String topic, Object key, Object value, WhenFull whenFull) {
        RecordCheck.check(topic, key);
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
            results.tellFailed(submission, submission.exception());
            throw e;
        }
    }

    /** @param headers the record's own, to which may be added */
    private boolean submitEntered(Submission submission, String topic, Integer partition, Long timestamp, Object key,
            Object value, Headers headers, WhenFull whenFull) {
        boolean taken = false;
        try {
            Trace trace = tracing.begin(topic, partition, headers, value == null);
            if (writing.isOnWorkers() && whenFull != WhenFull.BLOCK) {
                taken = writeLater(submission, new ProducerRecord<>(topic, partition, timestamp, key, value, headers), trace,
                        whenFull);
                return taken;
            }
            byte[] written;
            try {
                if (writing.isOnWorkers()) {
                    submission.encoded(new ProducerRecord<>(topic, partition, key, null), trace);
                    BlockingEncoding encoding = writing.onWorker(submission, topic, headers, value);
                    Failure failure = encoding.await(order(key, partition));
                    if (failure != null) {
                        submission.refused(failure);
                        return false;
                    }
                    written = encoding.bytes();
                } else {
                    written = writing.write(topic, headers, value);
                }
            } catch (ValueSerializationException e) {
                submission.encoded(new ProducerRecord<>(topic, key, null), trace);
                submission.refused(Failure.unwritable(e));
                return false;
            } catch (RuntimeException | Error e) {
                // the JVM may not survive it, and yet the send has failed
                submission.encoded(new ProducerRecord<>(topic, key, null), trace);
                submission.refused(Failure.notSent(e));
                results.tellFailed(submission, submission.exception());
                throw e;
            }
            submission.encoded(new ProducerRecord<>(topic, partition, timestamp, key, written, headers), trace);
            if (whenFull == WhenFull.BLOCK && Thread.currentThread().isInterrupted()) {
                submission.refused(Failure.interrupted(ITS_TURN, Outcome.NOT_SENT));
                return false;
            }
            taken = queue(submission, whenFull);
            return taken;
        } finally {
            if (!taken) {
                scope.leave();
            }
        }
    }

    /** Returns what records have in common whose order is to stay. */
    static Object order(Object key, Integer partition) {
        return key == null ? partition : key;
    }

    private boolean queue(Submission submission, WhenFull whenFull) {
        Failure refusal = queue.submit(submission, whenFull);
        if (refusal == null) {
            submission.submitted();
        } else {
            scope.failed(submission);
        }
        return refusal == null;
    }

    /**
     * Lets a worker write the value, and then puts the record into the queue.
     *
     * @return false if it is refused here and now
     */
    private boolean writeLater(Submission submission, ProducerRecord<Object, Object> record, Trace trace, WhenFull whenFull) {
        submission.encoded(new ProducerRecord<>(record.topic(), record.partition(), record.key(), null), trace);
        Encoding encoding = new Encoding(record.topic(), submission.deadlineNanos(), submission.timeoutNanos()) {
            @Override
            protected byte[] encode() {
                return writing.write(record.topic(), record.headers(), record.value());
            }

            @Override
            protected void written(byte[] bytes, Throwable thrown) {
                writtenLater(submission, record, trace, whenFull, bytes, thrown);
            }

            @Override
            protected void failed(Failure failure) {
                submission.failedUnsubmitted(failure);
            }
        };
        submission.encoding(encoding);
        Failure refusal = writing.workers().add(encoding, order(record.key(), record.partition()),
                whenFull == WhenFull.REJECT);
        if (refusal != null) {
            submission.refused(refusal);
        }
        return refusal == null;
    }

    /** Called on the worker. */
    private void writtenLater(Submission submission, ProducerRecord<Object, Object> record, Trace trace, WhenFull whenFull,
            byte[] bytes, Throwable thrown) {
        if (thrown instanceof ValueSerializationException unwritable) {
            submission.failedUnsubmitted(Failure.unwritable(unwritable));
        } else if (thrown != null) {
            submission.failedUnsubmitted(Failure.notSent(thrown));
        } else {
            submission.encoded(new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(), record.key(),
                    bytes, record.headers()), trace);
            if (!queue(submission, whenFull)) {
                scope.leave();
                submission.wake();
            }
        }
        if (JvmErrors.isFatal(thrown)) {
            throw (Error) thrown;
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
        return new LaterRecords(preparation, writing, tracing, timeouts, results).encode(origin, given);
    }

    /** Returns why a record will not be sent, after the observer has seen it. */
    public SendException refuse(Origin origin, ProducerRecord<Object, byte[]> record, Failure failure) {
        return results.refused(new UnawaitedSend(origin, timeouts, record), failure);
    }

    public void expire(Submission submission) {
        Encoding encoding = submission.encoding();
        if (encoding == null || !writing.workers().expire(encoding)) {
            queue.expire(submission);
        }
    }

    public void interrupt(Submission submission) {
        Encoding encoding = submission.encoding();
        if (encoding == null || !writing.workers().interrupt(encoding)) {
            queue.interrupt(submission);
        }
    }

    public void cancel(Submission submission) {
        Encoding encoding = submission.encoding();
        if (encoding == null || !writing.workers().cancel(encoding)) {
            queue.cancel(submission);
        }
    }

    // ---- complete

    /** Returns what a submission that has ended came to, after the observer has seen it. */
    public RecordMetadata result(Submission submission) {
        return results.of(submission);
    }

    public SendResult sendResult(ProducerRecord<?, ?> record, Submission submission) {
        return results.of(record, submission);
    }

    /** Returns why a submission failed, after the observer has seen it. */
    public SendException failed(Submission submission) {
        return results.failed(submission);
    }

    /** Tells of a record that the client has answered after the sender gave up. */
    void settledLate(Submission submission, Abandoned ending) {
        results.settledLate(submission, ending);
    }

    /** Returns how a record ends at last whose sender was told that its outcome is unknown. */
    CompletionStage<RecordMetadata> eventually(RecordDescription record, Abandoned abandoned) {
        return results.eventually(record, abandoned);
    }
}
