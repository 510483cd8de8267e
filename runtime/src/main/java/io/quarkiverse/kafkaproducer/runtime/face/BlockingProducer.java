package io.quarkiverse.kafkaproducer.runtime.face;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerTransaction;
import io.quarkiverse.kafkaproducer.runtime.send.Batch;
import io.quarkiverse.kafkaproducer.runtime.send.Call;
import io.quarkiverse.kafkaproducer.runtime.send.Room;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.BlockingOperationNotAllowedException;

/** The face for callers that wait. */
public class BlockingProducer implements Producer {

    private final SendPath path;
    private final Supplier<Transactions> transactions;
    private final String send;
    private final String sendAll;

    /**
     * @param transactions throws if there are none
     */
    public BlockingProducer(SendPath path, Supplier<Transactions> transactions) {
        this(path, transactions, Producer.class);
    }

    /** As another face, whose name footprints bear. */
    BlockingProducer(SendPath path, Supplier<Transactions> transactions, Class<?> face) {
        this.path = path;
        this.transactions = transactions;
        this.send = face.getName() + ".send";
        this.sendAll = face.getName() + ".sendAll";
    }

    @Override
    public RecordMetadata send(String topic, Object value) {
        return send(topic, value, (Object) null, path.defaultTimeout());
    }

    @Override
    public RecordMetadata send(String topic, Object value, Duration timeout) {
        return send(topic, value, (Object) null, timeout);
    }

    @Override
    public RecordMetadata send(String topic, Object value, String key) {
        return send(topic, value, (Object) key, path.defaultTimeout());
    }

    @Override
    public RecordMetadata send(String topic, Object value, String key, Duration timeout) {
        return send(topic, value, (Object) key, timeout);
    }

    @Override
    public RecordMetadata send(String topic, Object value, byte[] key) {
        return send(topic, value, (Object) key, path.defaultTimeout());
    }

    @Override
    public RecordMetadata send(String topic, Object value, byte[] key, Duration timeout) {
        return send(topic, value, (Object) key, timeout);
    }

    @Override
    public RecordMetadata send(ProducerRecord<?, ?> record) {
        return send(record, path.defaultTimeout());
    }

    @Override
    public RecordMetadata send(ProducerRecord<?, ?> record, Duration timeout) {
        refuseEventLoop();
        return sendAndWait(path.prepare(path.call(send, timeout, false), record, unparkMe()));
    }

    @Override
    public List<RecordMetadata> sendAll(Collection<? extends ProducerRecord<?, ?>> records) {
        return sendAll(records, path.defaultTimeout());
    }

    @Override
    public List<RecordMetadata> sendAll(Collection<? extends ProducerRecord<?, ?>> records, Duration timeout) {
        refuseEventLoop();
        Thread caller = Thread.currentThread();
        Call call = path.call(sendAll, timeout, true);
        Batch batch = new Batch(path, call, records, () -> LockSupport.unpark(caller));
        batch.submit(Room.THREAD_WAITS);
        await(batch::hasEnded, call.deadline(), () -> batch.forEachOnItsWay(path::expire),
                () -> batch.forEachOnItsWay(path::interrupt));
        return batch.result();
    }

    @Override
    public void runInTransaction(Consumer<ProducerTransaction> work) {
        runInTransaction(path.defaultTimeout(), work);
    }

    @Override
    public void runInTransaction(Duration timeout, Consumer<ProducerTransaction> work) {
        callInTransaction(timeout, transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    @Override
    public <R> R callInTransaction(Function<ProducerTransaction, R> work) {
        return callInTransaction(path.defaultTimeout(), work);
    }

    @Override
    public <R> R callInTransaction(Duration timeout, Function<ProducerTransaction, R> work) {
        refuseEventLoop();
        return transactions.get().call(timeout, transaction -> work.apply(new BlockingTransaction(transaction)));
    }

    private RecordMetadata send(String topic, Object value, Object key, Duration timeout) {
        refuseEventLoop();
        return sendAndWait(path.prepare(path.call(send, timeout, false), topic, key, value, unparkMe()));
    }

    private static Submission.Waiter unparkMe() {
        Thread caller = Thread.currentThread();
        return ended -> {
            // what ends at once has not parked, and its thread would not park the next time
            if (caller != Thread.currentThread()) {
                LockSupport.unpark(caller);
            }
        };
    }

    private RecordMetadata sendAndWait(Submission submission) {
        path.submit(submission, Room.THREAD_WAITS);
        await(submission::isEnded, submission.deadlineNanos(), () -> path.expire(submission),
                () -> path.interrupt(submission));
        return path.result(submission);
    }

    /** Parks; nothing is held meanwhile, so that a virtual thread leaves its carrier. */
    private void await(BooleanSupplier ended, long deadline, Runnable expire, Runnable interrupt) {
        boolean interrupted = false;
        while (!ended.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                expire.run();
            } else if (Thread.interrupted()) {
                interrupted = true;
                interrupt.run();
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void refuseEventLoop() {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            throw new BlockingOperationNotAllowedException("A blocking send was called on an event loop thread, '"
                    + Thread.currentThread().getName() + "'. Use ReactiveProducer there, or run the method on a worker or a "
                    + "virtual thread, by @Blocking or @RunOnVirtualThread.");
        }
    }
}
