package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.FatalErrors;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;
import io.quarkiverse.kafkaproducer.runtime.send.Scope;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;

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
    private final TransactionPool pool;
    private final TransactionSlot slot;
    private final TransactionClient client;
    private final Duration timeout;
    private final long deadline;
    private final SendQueue queue;
    private final SendPath path;
    private final OpenSends sends = new OpenSends();
    private final AtomicReference<State> state = new AtomicReference<>(State.ACTIVE);
    private final AtomicReference<Submission> failedSend = new AtomicReference<>();
    private volatile KafkaException failedOffsets;
    private volatile boolean markedForAbort;

    Transaction(TransactionPool pool, TransactionSlot slot, TransactionClient client, SendQueue queue, Duration timeout,
            long deadline, SendPath plain) {
        this.producer = plain.name();
        this.pool = pool;
        this.slot = slot;
        this.client = client;
        this.timeout = timeout;
        this.deadline = deadline;
        this.queue = queue;
        this.path = plain.within(this, queue);
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
        return deadline - System.nanoTime();
    }

    @Override
    public void failed(Submission submission) {
        failedSend.compareAndSet(null, submission);
        sends.wake();
    }

    private void check() {
        if (sends.isClosed()) {
            throw ended();
        }
    }

    private static IllegalStateException ended() {
        return new IllegalStateException("The transaction has ended; a ProducerTransaction can be used by the work that it "
                + "is given to, and until that returns");
    }

    /** Has it aborted when its work is done. */
    public void markForAbort() {
        check();
        markedForAbort = true;
    }

    void begin() {
        try {
            client.begin();
        } catch (KafkaException | IllegalStateException e) {
            end(State.ABORTED);
            close(e);
            throw new TransactionException(producer, "The transaction could not begin: " + e.getMessage(), e,
                    Outcome.NOT_SENT, true);
        }
    }

    /** @throws TransactionException if they could not be added; the transaction will be aborted */
    public void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        enter();
        try {
            untilAnswered(() -> client.sendOffsets(offsets, group), deadline);
        } catch (KafkaException | IllegalStateException e) {
            KafkaException failure = e instanceof KafkaException known ? known : new KafkaException(e);
            failedOffsets = failure;
            throw offsetsFailed(failure);
        } finally {
            leave();
        }
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
        if (markedForAbort) {
            abort();
            return;
        }
        boolean interrupted = !sends.awaitLeft(deadline, this::hasFailed);
        TransactionException failure = interrupted ? null : failure();
        if (failure == null && !interrupted) {
            boolean empty = queue.awaitEmpty(deadline, this::hasFailed);
            failure = failure();
            interrupted = failure == null && !empty && Thread.currentThread().isInterrupted();
            if (failure == null && !interrupted && (!empty || nanosLeft() <= 0)) {
                failure = notCommitted("its timeout of " + timeout.toMillis() + " ms passed before it could be committed",
                        null, true);
            }
        }
        if (interrupted || failure == null && Thread.currentThread().isInterrupted()) {
            failure = notCommitted("the thread was interrupted before it could be committed", null, true);
        }
        if (failure != null) {
            abort();
            throw failure;
        }
        if (!state.compareAndSet(State.ACTIVE, State.COMMITTING)) {
            // its time was over, or its producer is closed
            throw notCommitted("it was aborted before it could be committed", null, false);
        }
        askForCommit();
    }

    private boolean hasFailed() {
        return failedSend.get() != null || failedOffsets != null;
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
            untilAnswered(client::commit, deadline);
            end(State.COMMITTED);
            release();
        } catch (TimeoutException e) {
            end(State.UNKNOWN);
            goOn(() -> untilAnswered(client::commit, endOfBackground()));
            throw new TransactionException(producer, "The commit was not answered within the transaction's timeout of "
                    + timeout.toMillis() + " ms; whether the transaction is committed is not known", e, Outcome.UNKNOWN,
                    false);
        } catch (InterruptException e) {
            end(State.UNKNOWN);
            goOn(() -> untilAnswered(client::commit, endOfBackground()));
            throw new TransactionException(producer, "The thread was interrupted while the commit was awaited; whether the "
                    + "transaction is committed is not known", e, Outcome.UNKNOWN, false);
        } catch (KafkaException | IllegalStateException e) {
            commitRefused(e);
        }
    }

    private void commitRefused(RuntimeException e) {
        if (FatalErrors.isFatal(e) || e instanceof IllegalStateException) {
            end(State.UNKNOWN);
            close(e);
            throw new TransactionException(producer, FatalErrors.isFenced(e)
                    ? "The transaction's client was fenced: another producer has taken over its transactional id '"
                            + slot.transactionalId() + "', or the broker has ended the transaction after "
                            + "transaction.timeout.ms (" + slot.transactionTimeout().toMillis()
                            + " ms). The client is replaced"
                    : "The commit failed: " + e.getMessage(), e, Outcome.UNKNOWN, false);
        }
        try {
            untilAnswered(client::abort, deadline);
        } catch (KafkaException | IllegalStateException unanswered) {
            end(State.UNKNOWN);
            close(unanswered);
            throw new TransactionException(producer, "The commit failed, and so did the abort: " + e.getMessage(), e,
                    Outcome.UNKNOWN, false);
        }
        end(State.ABORTED);
        release();
        throw notCommitted(e.getMessage(), e, true);
    }

    private TransactionException notCommitted(String why, Throwable cause, boolean retriable) {
        return new TransactionException(producer, "The transaction was not committed: " + why, cause, Outcome.NOT_SENT,
                retriable);
    }

    /**
     * Aborts it, unless it has ended. Nothing of it becomes visible, even where the broker cannot be told. Blocks.
     *
     * @return false if it has ended, or is being committed
     */
    public boolean abort() {
        sends.close();
        if (!state.compareAndSet(State.ACTIVE, State.ABORTED)) {
            return false;
        }
        queue.abort(Failure.ofTransaction("The transaction is aborted"));
        try {
            untilAnswered(client::abort, deadline);
        } catch (TimeoutException | InterruptException e) {
            goOn(() -> untilAnswered(client::abort, endOfBackground()));
            return true;
        } catch (KafkaException | IllegalStateException e) {
            LOG.debugf(e, "The client of '%s' cannot abort and is replaced", slot.transactionalId());
            close(e);
            return true;
        }
        release();
        return true;
    }

    /** The producer is closed: its sends end, and its client is closed by the pool. */
    void cutOff() {
        sends.close();
        state.compareAndSet(State.ACTIVE, State.ABORTED);
        queue.abort(Failure.closed(producer, Outcome.NOT_SENT));
    }

    private void end(State ending) {
        state.set(ending);
    }

    /** What is left to do at the broker is done on a worker, and the client is of use again when it is done. */
    private void goOn(Runnable call) {
        queue.abort(Failure.ofTransaction("The transaction has ended"));
        try {
            pool.worker().execute(() -> {
                try {
                    call.run();
                } catch (KafkaException | IllegalStateException e) {
                    LOG.warnf("A transaction of '%s' could not be ended at the broker, and its client is replaced: %s",
                            slot.transactionalId(), e.getMessage());
                    close(e);
                    return;
                }
                release();
            });
        } catch (RejectedExecutionException e) {
            // the application ends
            close(e);
        }
    }

    private static long endOfBackground() {
        return System.nanoTime() + END_IN_BACKGROUND.toNanos();
    }

    /** The client can begin another one. */
    private void release() {
        queue.abort(Failure.ofTransaction("The transaction has ended"));
        if (queue.awaitEmpty(endOfBackground(), () -> false) && queue.awaitRest(endOfBackground())) {
            pool.giveBack(slot, queue);
        } else {
            close(new KafkaException("Records of an ended transaction have not come back"));
        }
    }

    /** The client is in a state from which nothing can begin: another one takes its place, and its id. */
    private void close(Throwable reason) {
        queue.abort(Failure.ofTransaction("The transaction has ended"));
        if (FatalErrors.isFenced(reason)) {
            pool.renewIdle(reason);
        }
        pool.renew(slot, queue, reason);
    }

    /** Each call waits for {@code max.block.ms}; one that is not answered in time may, and must, be made again. */
    private static void untilAnswered(Runnable call, long end) {
        while (true) {
            try {
                call.run();
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
            }
        }
    }
}
