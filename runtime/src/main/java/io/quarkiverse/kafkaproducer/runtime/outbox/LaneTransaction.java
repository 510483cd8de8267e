package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transaction;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;

/**
 * Rows of one lane and producer in one Kafka transaction. All become visible or none, so that they need not wait for one
 * another. The transactional id is that of the lane: whoever had the lane before cannot commit any more. Runs on a worker.
 */
final class LaneTransaction implements Runnable {

    private final HeldLane lane;
    private final List<PendingRow> rows;
    private final RelayProducer producer;
    private final Transactions transactions;
    private final Consumer<LaneTransaction> ended;
    private final AtomicReference<Send> firstFailure = new AtomicReference<>();
    private boolean committed;
    private String error;
    private boolean refused;

    /** A send in it. */
    private static final class Send extends Submission {

        private final SendPath path;
        private final PendingRow row;
        private final Runnable whenEnded;
        private final AtomicReference<Send> firstFailure;

        private Send(Origin origin, long timeout, PendingRow row, AtomicReference<Send> firstFailure, Runnable whenEnded) {
            super(origin, timeout);
            this.path = origin.path();
            this.row = row;
            this.firstFailure = firstFailure;
            this.whenEnded = whenEnded;
        }

        @Override
        protected void wake() {
            if (metadata() == null) {
                firstFailure.compareAndSet(null, this);
            }
            whenEnded.run();
        }

        private void result() {
            path.result(this);
        }
    }

    LaneTransaction(HeldLane lane, List<PendingRow> rows, RelayProducer producer, String id,
            Consumer<LaneTransaction> ended) {
        this.lane = lane;
        this.rows = rows;
        this.producer = producer;
        this.transactions = producer.open().transactionsOf(id);
        this.ended = ended;
    }

    HeldLane lane() {
        return lane;
    }

    List<PendingRow> rows() {
        return rows;
    }

    boolean isCommitted() {
        return committed;
    }

    /** Returns the row because of which nothing was committed; null if it was none. */
    PendingRow failedRow() {
        Send failed = firstFailure.get();
        return failed == null ? null : failed.row;
    }

    /** Returns why nothing was committed. */
    String error() {
        return error;
    }

    /** Returns whether Kafka will not have the row that failed. */
    boolean isRefused() {
        return refused;
    }

    @Override
    public void run() {
        List<Send> sends = new ArrayList<>(rows.size());
        try {
            transactions.call(producer.origin().controller(), Duration.ofNanos(producer.timeoutNanos()),
                    transaction -> sendAll(transaction, sends));
            committed = true;
            // the footprint is that of the transaction; what follows each record is told when it is true
            sends.forEach(Send::result);
        } catch (TransactionException | AbortException e) {
            error = e.getMessage();
            tellFailed();
        } catch (RuntimeException | Error e) {
            error = RowOutcomes.text(e);
            tellFailed();
        }
        ended.accept(this);
    }

    private void tellFailed() {
        Send failed = firstFailure.get();
        if (failed != null) {
            SendException failure = producer.origin().path().failed(failed);
            error = RowOutcomes.text(failure);
            refused = RowOutcomes.isRefused(failure);
        }
    }

    /** Aborts the transaction when it is thrown. */
    private static final class AbortException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private AbortException() {
            super("A send in it failed", null, false, false);
        }
    }

    private Void sendAll(Transaction transaction, List<Send> sends) {
        Origin origin = producer.origin().by(transaction.path());
        Thread waiting = Thread.currentThread();
        AtomicInteger left = new AtomicInteger(rows.size());
        Runnable whenEnded = () -> {
            left.decrementAndGet();
            LockSupport.unpark(waiting);
        };
        long timeout = origin.path().timeoutOfCall(Duration.ofNanos(producer.timeoutNanos()));
        for (PendingRow row : rows) {
            Send send = new Send(origin, timeout, row, firstFailure, whenEnded);
            sends.add(send);
            if (!origin.path().submit(send, RelayProducer.record(row), WhenFull.BLOCK)) {
                firstFailure.compareAndSet(null, send);
            }
            if (firstFailure.get() != null) {
                throw new AbortException();
            }
        }
        while (left.get() > 0 && firstFailure.get() == null) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AbortException();
            }
            if (transaction.nanosLeft() <= 0) {
                sends.forEach(origin.path()::expire);
            } else {
                LockSupport.parkNanos(this, transaction.nanosLeft());
            }
        }
        if (firstFailure.get() != null) {
            throw new AbortException();
        }
        return null;
    }
}
