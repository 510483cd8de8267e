package io.quarkiverse.kafkaproducer.runtime.send;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.encode.Encoding;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.RecordDescription;
import io.quarkiverse.kafkaproducer.runtime.queue.Abandoned;
import io.quarkiverse.kafkaproducer.runtime.queue.Entry;

/** One send of one record, from the call to its end. Each facade has its own, which knows who waits for it. */
public abstract class Submission extends Entry {

    private final Origin origin;
    private final long started;
    private Trace trace = Trace.NONE;
    private volatile Encoding encoding;

    /**
     * The call begins: its deadline counts from here.
     *
     * @param timeout nanoseconds
     */
    protected Submission(Origin origin, long timeout) {
        this(origin, origin.path().now(), timeout);
    }

    /** @param started when the call began, by the queue's clock */
    protected Submission(Origin origin, long started, long timeout) {
        super(started + timeout);
        this.origin = origin;
        this.started = started;
    }

    /** Tells who waits that it has ended. Called once, on whichever thread ended it, which this must not hold up. */
    protected abstract void wake();

    @Override
    protected final void ended() {
        Scope scope = origin.path().scope();
        if (metadata() == null) {
            scope.failed(this);
        } else {
            scope.acknowledged(this);
        }
        scope.leave();
        wake();
    }

    @Override
    protected final void settledLate(Abandoned ending) {
        if (!origin.path().scope().isAtomic()) {
            origin.path().settledLate(this, ending);
        }
    }

    final void encoded(ProducerRecord<Object, byte[]> record, Trace begun) {
        trace = begun;
        submitting(record);
    }

    /** Fails before it is submitted. Nobody is woken. */
    final void refused(Failure failure) {
        failBeforeSubmission(failure);
        origin.path().scope().failed(this);
    }

    /** Fails on another thread than its caller's, before it is submitted. */
    final void failedUnsubmitted(Failure failure) {
        refused(failure);
        origin.path().scope().leave();
        wake();
    }

    /** Called when it is in the queue. Its subscriber may have gone before. */
    protected void submitted() {
        // nobody waits for that alone
    }

    /** A worker writes its value now, or will. */
    final void encoding(Encoding now) {
        encoding = now;
    }

    /** Returns null unless a worker is to write its value. */
    final Encoding encoding() {
        return encoding;
    }

    /** Returns the name of the producer that it is sent by. */
    public final String producerName() {
        return origin.path().name();
    }

    /** Returns the name of the method that the application called. */
    public final String controller() {
        return origin.controller();
    }

    /** Returns whether the acknowledgment is told of together with others. */
    public final boolean isOfBatch() {
        return origin.batch();
    }

    final Trace trace() {
        return trace;
    }

    /** Returns the id of the trace that the send belongs to, or null. */
    public final String traceId() {
        return trace.id();
    }

    /** Returns when the call began, by {@link System#nanoTime()}. */
    public final long started() {
        return started;
    }

    @Override
    protected final long timeoutNanos() {
        return deadlineNanos() - started;
    }

    /** Makes the exception anew at each call, so that its stack trace is the caller's; null unless it failed. */
    public final SendException exception() {
        Failure failure = failure();
        if (failure == null) {
            return null;
        }
        RecordDescription about = origin.path().describe(topic(), key());
        if (origin.path().scope().isAtomic()) {
            return failure.discarded().toException(about, !origin.path().isReactive(), null);
        }
        Abandoned abandoned = abandoned();
        return failure.toException(about, !origin.path().isReactive(),
                abandoned == null ? null : () -> origin.path().eventually(about, abandoned));
    }
}
