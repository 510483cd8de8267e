package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.FatalErrors;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;
import io.quarkiverse.kafkaproducer.runtime.send.Scope;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.send.TransactionEnd;
import io.quarkiverse.kafkaproducer.runtime.send.TransactionLedger;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/**
 * One transaction, from its beginning to its end. It has a queue of its own, which ends with it.
 *
 * <pre>
 *   ACTIVE ---all sends acknowledged---&gt; COMMITTING ---commit acknowledged---&gt; COMMITTED
 *      |                                   |      |
 *      |                                   |      +---abort acknowledged-----&gt; ABORTED
 *      |                                   +----------no answer--------------&gt; UNKNOWN
 *      +---anything else----------------------------------------------------&gt; ABORTED
 * </pre>
 *
 * Its outcome follows from the state. Nothing can be committed before the client has been asked to commit, so a transaction
 * that is aborted from ACTIVE is NOT_SENT, whether or not the broker could be told. From COMMITTING on only an abort that the
 * broker has acknowledged makes it NOT_SENT.
 * <p>
 * The methods that speak with the broker block, and are called by a thread that may; none of them takes longer than what is
 * left of the timeout and the client's {@code max.block.ms}. What is left to do then goes on on a worker.
 */
public final class Transaction implements Scope {

    private static final Logger LOG = Logger.getLogger(Transaction.class);

    /** The end of a transaction goes on behind the caller's back for so long; then the client is replaced. */
    private static final Duration END_IN_BACKGROUND = Duration.ofSeconds(10);
    /** The thread that told of the last acknowledgment has a little to do yet. */
    private static final long REST_COMES_SOON = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long REST_LOOK = TimeUnit.MICROSECONDS.toNanos(100);

    enum State {
        /** Takes sends. */
        ACTIVE,
        /** The client has been asked to commit. */
        COMMITTING,
        COMMITTED,
        ABORTED,
        /** The commit was asked for, and was not answered. */
        UNKNOWN
    }

    private final String producer;
    private final TransactionOwner owner;
    private final TransactionClient client;
    private final BlockingClock clock;
    private final Duration timeout;
    private final long deadline;
    private final SendQueue queue;
    private final SendPath path;
    private final OpenSends sends;
    private final TransactionLedger ledger;
    private final AtomicReference<State> state = new AtomicReference<>(State.ACTIVE);
    private final AtomicReference<Submission> failedSend = new AtomicReference<>();
    private volatile KafkaException failedOffsets;
    private volatile boolean markedForAbort;

    /**
     * @param deadline by the clock
     * @param controller the method that the application called
     */
    Transaction(TransactionOwner owner, TransactionClient client, SendQueue queue, BlockingClock clock, Duration timeout,
            long deadline, SendPath plain, String controller) {
        this.producer = plain.name();
        this.owner = owner;
        this.client = client;
        this.clock = clock;
        this.timeout = timeout;
        this.deadline = deadline;
        this.queue = queue;
        this.sends = new OpenSends(clock);
        this.path = plain.within(this, queue);
        this.ledger = new TransactionLedger(plain, controller, deadline - timeout.toNanos());
    }

    /** Returns the way that its sends go. */
    public SendPath path() {
        return path;
    }

    State state() {
        return state.get();
    }

    // ---- its sends

    @Override
    public void enter() {
        if (!sends.enter()) {
            throw ended();
        }
    }

    @Override
    public void leave() {
        sends.leave();
    }

    @Override
    public long nanosLeft() {
        return deadline - clock.nanoTime();
    }

    @Override
    public void failed(Submission submission) {
        failedSend.compareAndSet(null, submission);
        sends.wake();
    }

    @Override
    public void acknowledged(Submission submission) {
        ledger.acknowledged(submission);
    }

    /** Before the client is asked to commit, all sends have ended, and none has failed. */
    @Override
    public boolean isAtomic() {
        return true;
    }

    private static IllegalStateException ended() {
        return new IllegalStateException("The transaction has ended; a ProducerTransaction can be used by the work that it "
                + "is given to, and until that returns");
    }

    /** Marks it to be aborted when its work is done. */
    public void markForAbort() {
        enter();
        markedForAbort = true;
        leave();
    }

    void begin() {
        try {
            client.begin();
        } catch (RuntimeException | Error e) {
            if (state.compareAndSet(State.ACTIVE, State.ABORTED)) {
                close(e);
            }
            throw new TransactionException(producer, "The transaction could not begin: " + e.getMessage(), e,
                    Outcome.NOT_SENT, true);
        }
    }

    /** @throws TransactionException if they could not be added; the transaction will be aborted */
    public void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        enter();
        sendOffsetsEntered(offsets, group);
    }

    /** Does the same after {@link #enter()}, and leaves. */
    public void sendOffsetsEntered(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        try {
            if (state.get() != State.ACTIVE) {
                throw new KafkaException("The transaction was aborted");
            }
            untilAnswered(State.ACTIVE, () -> client.sendOffsets(offsets, group), deadline);
        } catch (KafkaException | IllegalStateException e) {
            KafkaException failure = e instanceof KafkaException known ? known : new KafkaException(e);
            failedOffsets = failure;
            throw offsetsFailed(failure);
        } catch (RuntimeException | Error e) {
            // work that catches it must not commit without them
            failedOffsets = new KafkaException(e);
            throw e;
        } finally {
            leave();
        }
    }

    /** Returns the failure of offsets that no thread could be had for, after {@link #enter()}, and leaves. */
    public TransactionException offsetsNotSent(Throwable reason) {
        KafkaException failure = new KafkaException("no thread could be had for it", reason);
        failedOffsets = failure;
        leave();
        return offsetsFailed(failure);
    }

    private TransactionException offsetsFailed(KafkaException failure) {
        return notCommitted("the consumed offsets could not be added: " + failure.getMessage(), failure,
                failure instanceof TimeoutException || failure instanceof InterruptException);
    }

    // ---- its end

    /**
     * The work is done: commits, once all sends are acknowledged. Blocks.
     *
     * @throws TransactionException if it was not committed, or if that is not known
     */
    public void commit() {
        sends.close();
        boolean interrupted = !markedForAbort && !sends.awaitLeft(deadline, this::isLost);
        if (markedForAbort) {
            abort();
            return;
        }
        TransactionException failure = failure();
        if (failure == null && (interrupted || Thread.currentThread().isInterrupted())) {
            failure = notCommitted("the thread was interrupted before it could be committed", null, true);
        }
        if (failure == null && nanosLeft() <= 0) {
            failure = notCommitted("its timeout of " + timeout.toMillis() + " ms passed before it could be committed", null,
                    true);
        }
        if (failure == null && client.failure() != null) {
            failure = notCommitted("its client has failed: " + client.failure().getMessage(), client.failure(), true);
        }
        if (failure != null) {
            abort(failure);
            throw failure;
        }
        if (!state.compareAndSet(State.ACTIVE, State.COMMITTING)) {
            // its time was over, or its producer is closed
            throw notCommitted("it was aborted before it could be committed", null, false);
        }
        askForCommit();
    }

    /** Returns whether there is no need to wait for its sends. */
    private boolean isLost() {
        return failedSend.get() != null || failedOffsets != null || state.get() != State.ACTIVE;
    }

    private TransactionException failure() {
        Submission submission = failedSend.get();
        if (submission != null) {
            SendException failure = submission.exception();
            return notCommitted("a send in it failed: " + failure.getMessage(), failure,
                    failure.retriable() || failure instanceof SendTimeoutException
                            || FatalErrors.isFenced(failure.getCause()));
        }
        return failedOffsets == null ? null : offsetsFailed(failedOffsets);
    }

    private void askForCommit() {
        try {
            untilAnswered(State.COMMITTING, client::commit, deadline);
        } catch (TimeoutException e) {
            state.set(State.UNKNOWN);
            goOn(client::commit);
            throw unknown("The commit was not answered within the transaction's timeout of " + timeout.toMillis()
                    + " ms; whether the transaction is committed is not known", e);
        } catch (InterruptException e) {
            state.set(State.UNKNOWN);
            goOn(client::commit);
            throw unknown("The thread was interrupted while the commit was awaited; whether the transaction is committed "
                    + "is not known", e);
        } catch (RuntimeException | Error e) {
            throw commitRefused(e);
        }
        state.set(State.COMMITTED);
        release();
        ledger.end(TransactionEnd.Result.COMMITTED, null);
    }

    private TransactionException commitRefused(Throwable e) {
        if (FatalErrors.isFatal(e) || !(e instanceof KafkaException)) {
            state.set(State.UNKNOWN);
            close(e);
            return unknown(FatalErrors.isFenced(e)
                    ? "The transaction's client was fenced: another producer has taken over its transactional id '"
                            + owner.transactionalId() + "', or the broker has ended the transaction after "
                            + "transaction.timeout.ms (" + owner.transactionTimeout().toMillis()
                            + " ms). The client is replaced"
                    : "The commit failed: " + e.getMessage(), e);
        }
        if (nanosLeft() <= 0) {
            state.set(State.UNKNOWN);
            goOn(client::abort);
            return unknown("The commit failed, and there was no time to abort: " + e.getMessage(), e);
        }
        try {
            untilAnswered(State.COMMITTING, client::abort, deadline);
        } catch (TimeoutException | InterruptException unanswered) {
            state.set(State.UNKNOWN);
            goOn(client::abort);
            return unknown("The commit failed, and the abort was not answered: " + e.getMessage(), e);
        } catch (RuntimeException | Error failed) {
            state.set(State.UNKNOWN);
            close(failed);
            return unknown("The commit failed, and so did the abort: " + e.getMessage(), e);
        }
        state.set(State.ABORTED);
        release();
        TransactionException refused = notCommitted(e.getMessage(), e, true);
        ledger.end(TransactionEnd.Result.ABORTED, refused);
        return refused;
    }

    private TransactionException unknown(String message, Throwable cause) {
        TransactionException unknown = new TransactionException(producer, message, cause, Outcome.UNKNOWN, false);
        ledger.end(TransactionEnd.Result.UNKNOWN, unknown);
        return unknown;
    }

    private TransactionException notCommitted(String why, Throwable cause, boolean retriable) {
        return new TransactionException(producer, "The transaction was not committed: " + why, cause, Outcome.NOT_SENT,
                retriable);
    }

    /**
     * Aborts it, unless it has ended. Nothing of it becomes visible, even where the broker cannot be told. Blocks, unless the
     * deadline has passed.
     *
     * @return false if it has ended, or is being committed
     */
    public boolean abort() {
        return abort(null);
    }

    /**
     * Does the same.
     *
     * @param thrown why; null if there is no exception for it
     */
    public boolean abort(Throwable thrown) {
        sends.close();
        if (!state.compareAndSet(State.ACTIVE, State.ABORTED)) {
            return false;
        }
        try {
            abortAtBroker();
        } finally {
            ledger.end(TransactionEnd.Result.ABORTED, shown(thrown));
        }
        return true;
    }

    private void abortAtBroker() {
        queue.abort(Failure.ofTransaction("The transaction is aborted"));
        sends.wake();
        if (nanosLeft() <= 0) {
            goOn(client::abort);
            return;
        }
        try {
            untilAnswered(State.ABORTED, client::abort, deadline);
        } catch (TimeoutException | InterruptException e) {
            goOn(client::abort);
            return;
        } catch (RuntimeException | Error e) {
            LOG.debugf(KnownSecrets.hide(e), "The client of '%s' cannot abort and is replaced", owner.transactionalId());
            close(e);
            return;
        }
        release();
    }

    /** An exception of the application may quote a value. */
    private ProducerException shown(Throwable thrown) {
        Submission failed = failedSend.get();
        if (thrown instanceof ProducerException ours) {
            return ours;
        }
        if (failed != null) {
            return failed.exception();
        }
        return thrown == null ? null
                : new TransactionException(producer, "The work of the transaction failed: " + thrown.getClass().getName(), null,
                        Outcome.NOT_SENT, false);
    }

    /** The producer is closed: its sends end, and its client is closed by the pool, which gets nothing back. */
    void cutOff() {
        boolean active = state.compareAndSet(State.ACTIVE, State.ABORTED);
        queue.abort(Failure.closed(producer, Outcome.NOT_SENT));
        sends.wake();
        if (active) {
            ledger.end(TransactionEnd.Result.ABORTED, notCommitted("its producer was closed", null, false));
        }
    }

    /** Goes on at the broker on a worker. The client can be used again when it is done. */
    private void goOn(Runnable call) {
        queue.abort(Failure.ofTransaction("The transaction has ended"));
        try {
            owner.execute(() -> {
                try {
                    untilAnswered(state.get(), call, endOfBackground());
                } catch (RuntimeException | Error e) {
                    LOG.warnf("A transaction of '%s' could not be ended at the broker, and its client is replaced: %s",
                            owner.transactionalId(), KnownSecrets.hide(e.getMessage()));
                    close(e);
                    return;
                }
                releaseAtRest();
            });
        } catch (RejectedExecutionException e) {
            // the application ends
            close(e);
        }
    }

    private long endOfBackground() {
        return clock.nanoTime() + END_IN_BACKGROUND.toNanos();
    }

    /** The client can begin another one, in a moment: a send that is being encoded is not waited for here. */
    private void release() {
        queue.abort(Failure.ofTransaction("The transaction has ended"));
        if (awaitRest(clock.nanoTime() + Math.max(0, Math.min(REST_COMES_SOON, nanosLeft())))) {
            owner.release(queue);
            return;
        }
        try {
            owner.execute(this::releaseAtRest);
        } catch (RejectedExecutionException e) {
            // the application ends
            close(e);
        }
    }

    private void releaseAtRest() {
        if (awaitRest(endOfBackground())) {
            owner.release(queue);
        } else {
            close(new KafkaException("Records of an ended transaction have not come back"));
        }
    }

    /** Waits until nothing of this transaction can reach the client any more; returns whether that is so. Blocks. */
    private boolean awaitRest(long until) {
        while (!sends.haveLeft() || !queue.isEmpty() || !queue.detach()) {
            if (until - clock.nanoTime() <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            clock.park(this, REST_LOOK);
        }
        return true;
    }

    /** The client is in a state from which nothing can begin. */
    private void close(Throwable reason) {
        queue.abort(Failure.ofTransaction("The transaction has ended"));
        Throwable first = client.failure();
        // a client that is being replaced already says only that it is closed
        owner.replaceClient(queue, first == null ? reason : first);
    }

    /**
     * Repeats a call until it is answered. Each waits for {@code max.block.ms}; one that is not answered in time must be made
     * again. Stops in another state: then another call ends the transaction.
     */
    private void untilAnswered(State during, Runnable call, long end) {
        while (true) {
            try {
                call.run();
                return;
            } catch (TimeoutException e) {
                if (clock.nanoTime() - end >= 0 || state.get() != during) {
                    throw e;
                }
            }
        }
    }
}
