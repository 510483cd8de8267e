package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;
import io.quarkiverse.kafkaproducer.runtime.send.Fatal;
import io.quarkiverse.kafkaproducer.runtime.send.Scope;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;

/**
 * One transaction, from its beginning to its commit or abort. The methods that speak with the broker block, and are called by
 * a thread that may; none of them takes longer than what is left of the timeout and the client's {@code max.block.ms}.
 */
public final class Transaction implements Scope {

    private static final Logger LOG = Logger.getLogger(Transaction.class);

    /** An abort goes on behind the caller's back for so long; then the client is given up. */
    private static final Duration ABORT_IN_BACKGROUND = Duration.ofSeconds(10);

    private final TransactionPool pool;
    private final TransactionSlot slot;
    private final KafkaClient client;
    private final Duration timeout;
    private final long deadline;
    private final SendPath path;
    private final AtomicReference<Submission> firstFailure = new AtomicReference<>();
    private volatile boolean ended;
    private volatile boolean markedForAbort;

    Transaction(TransactionPool pool, TransactionSlot slot, KafkaClient client, Duration timeout, long deadline,
            SendPath plain) {
        this.pool = pool;
        this.slot = slot;
        this.client = client;
        this.timeout = timeout;
        this.deadline = deadline;
        this.path = plain.within(this, slot.queue());
    }

    /** The way that its sends go. */
    public SendPath path() {
        return path;
    }

    @Override
    public void check() {
        if (ended) {
            throw new IllegalStateException("The transaction has ended; a ProducerTransaction can be used by the work that it "
                    + "is given to, and until that returns");
        }
    }

    @Override
    public long nanosLeft() {
        return deadline - System.nanoTime();
    }

    @Override
    public void failed(Submission submission) {
        firstFailure.compareAndSet(null, submission);
    }

    public void markForAbort() {
        check();
        markedForAbort = true;
    }

    void begin() {
        try {
            client.beginTransaction();
            slot.queue().resume();
        } catch (KafkaException e) {
            pool.discard(slot);
            throw new TransactionException("The transaction could not begin: " + e.getMessage(), e, Outcome.NOT_SENT, true);
        }
    }

    /**
     * @throws TransactionException if they could not be added; the transaction will be aborted
     */
    public void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        check();
        try {
            untilDeadline(() -> client.sendOffsetsToTransaction(offsets, group), deadline);
        } catch (KafkaException e) {
            markedForAbort = true;
            throw notCommitted("the consumed offsets could not be added: " + e.getMessage(), e,
                    e instanceof TimeoutException);
        }
    }

    /**
     * The work is done.
     *
     * @throws TransactionException if it was not committed, or if that is not known
     */
    public void commit() {
        ended = true;
        slot.queue().pause("The transaction has ended");
        if (markedForAbort) {
            abort();
            return;
        }
        boolean allEnded = firstFailure.get() != null || slot.queue().awaitEmpty(deadline);
        if (firstFailure.get() != null) {
            abort();
            SendException failure = firstFailure.get().failure();
            throw notCommitted("a send in it failed: " + failure.getMessage(), failure,
                    failure.retriable() || failure instanceof SendTimeoutException);
        }
        if (!allEnded || nanosLeft() <= 0) {
            abort();
            throw notCommitted("its timeout of " + timeout.toMillis() + " ms passed before it could be committed", null, true);
        }
        try {
            untilDeadline(client::commitTransaction, deadline);
        } catch (TimeoutException e) {
            pool.discard(slot);
            throw new TransactionException("The commit was not answered within the transaction's timeout of "
                    + timeout.toMillis() + " ms; whether the transaction is committed is not known", e, Outcome.UNKNOWN, false);
        } catch (KafkaException e) {
            commitFailed(e);
        }
        pool.giveBack(slot);
    }

    private void commitFailed(KafkaException e) {
        if (Fatal.isFenced(e)) {
            pool.discard(slot);
            throw new TransactionException("The transaction's client was fenced: another producer has taken over its "
                    + "transactional id '" + slot.transactionalId() + "', or the broker has ended the transaction after "
                    + "transaction.timeout.ms (" + slot.transactionTimeout().toMillis()
                    + " ms). The client is replaced", e, Outcome.UNKNOWN, false);
        }
        if (Fatal.is(e)) {
            pool.discard(slot);
            throw new TransactionException("The commit failed: " + e.getMessage(), e, Outcome.UNKNOWN, false);
        }
        abort();
        throw notCommitted(e.getMessage(), e, true);
    }

    private static TransactionException notCommitted(String why, Throwable cause, boolean retriable) {
        return new TransactionException("The transaction was not committed: " + why, cause, Outcome.NOT_SENT, retriable);
    }

    /** Nothing of it becomes visible, even where the broker cannot be told: it aborts by itself what is not committed. */
    public void abort() {
        ended = true;
        slot.queue().pause("The transaction is aborted");
        slot.queue().takeBack();
        if (!abortUntil(deadline)) {
            pool.worker().execute(() -> {
                if (!abortUntil(System.nanoTime() + ABORT_IN_BACKGROUND.toNanos())) {
                    LOG.warnf("A transaction of '%s' could not be aborted; the broker aborts it after transaction.timeout.ms",
                            slot.transactionalId());
                    pool.discard(slot);
                }
            });
        }
    }

    /** False if there is time for no more than to try again elsewhere. */
    private boolean abortUntil(long end) {
        try {
            untilDeadline(client::abortTransaction, end);
        } catch (TimeoutException e) {
            return false;
        } catch (KafkaException | IllegalStateException e) {
            LOG.debugf(e, "The client of '%s' cannot abort and is replaced", slot.transactionalId());
            pool.discard(slot);
            return true;
        }
        if (slot.queue().awaitEmpty(System.nanoTime() + ABORT_IN_BACKGROUND.toNanos())) {
            pool.giveBack(slot);
        } else {
            pool.discard(slot);
        }
        return true;
    }

    /** Each call waits for {@code max.block.ms}; one that is not answered in time may, and must, be made again. */
    private static void untilDeadline(Runnable call, long end) {
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
