package io.quarkiverse.kafkaproducer.runtime.facade;

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
import org.apache.kafka.common.utils.KafkaThread;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerTransaction;
import io.quarkiverse.kafkaproducer.runtime.queue.ProducerThread;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;
import io.quarkiverse.kafkaproducer.runtime.send.Batch;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.BlockingOperationNotAllowedException;

/** The facade for callers that wait. */
public class BlockingProducer implements Producer {

    private final SendPath path;
    private final String facade;
    private final Supplier<Transactions> transactions;
    private final Origin send;
    private final Origin sendAll;

    /**
     * @param transactions throws if there are none
     */
    public BlockingProducer(SendPath path, Supplier<Transactions> transactions) {
        this(path, transactions, Producer.class);
    }

    /** Makes a producer that has the name of another API type in footprints. */
    public BlockingProducer(SendPath path, Supplier<Transactions> transactions, Class<?> facade) {
        this.path = path;
        this.facade = facade.getName();
        this.transactions = transactions;
        this.send = Origin.send(path, facade);
        this.sendAll = Origin.sendAll(path, facade);
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
        BlockingSend blocking = new BlockingSend(send, path.timeoutOfCall(timeout));
        return await(blocking, path.submit(blocking, record, WhenFull.BLOCK));
    }

    @Override
    public List<RecordMetadata> sendAll(Collection<? extends ProducerRecord<?, ?>> records) {
        return sendAll(records, path.defaultTimeout());
    }

    @Override
    public List<RecordMetadata> sendAll(Collection<? extends ProducerRecord<?, ?>> records, Duration timeout) {
        refuseEventLoop();
        Thread caller = Thread.currentThread();
        Batch batch = new Batch(sendAll, timeout, records, () -> LockSupport.unpark(caller));
        batch.submit(WhenFull.BLOCK);
        await(batch::hasEnded, batch.deadline(), () -> batch.forEachOnItsWay(path::expire),
                () -> batch.forEachOnItsWay(path::interrupt));
        return batch.result();
    }

    @Override
    public void runInTransaction(Consumer<ProducerTransaction> work) {
        runInTransaction(path.defaultTimeout(), work);
    }

    @Override
    public void runInTransaction(Duration timeout, Consumer<ProducerTransaction> work) {
        inTransaction(".runInTransaction", timeout, transaction -> {
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
        return inTransaction(".callInTransaction", timeout, work);
    }

    private <R> R inTransaction(String method, Duration timeout, Function<ProducerTransaction, R> work) {
        refuseEventLoop();
        return transactions.get().call(facade + method, timeout,
                transaction -> work.apply(new BlockingTransaction(transaction)));
    }

    private RecordMetadata send(String topic, Object value, Object key, Duration timeout) {
        refuseEventLoop();
        BlockingSend blocking = new BlockingSend(send, path.timeoutOfCall(timeout));
        return await(blocking, path.submit(blocking, topic, key, value, WhenFull.BLOCK));
    }

    private RecordMetadata await(BlockingSend blocking, boolean taken) {
        if (taken && !blocking.isEnded()) {
            await(blocking::isEnded, blocking.deadlineNanos(), () -> path.expire(blocking), () -> path.interrupt(blocking));
        }
        return path.result(blocking);
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
        if (Thread.currentThread() instanceof KafkaThread || ProducerThread.isCurrent()) {
            throw new BlockingOperationNotAllowedException("A blocking send was called on a thread that the Kafka client "
                    + "needs to send, '" + Thread.currentThread().getName() + "': by an interceptor, a partitioner, a "
                    + "callback or a log handler. It would wait for itself. Use ReactiveProducer there, or a thread of your "
                    + "own.");
        }
        if (!BlockingOperationControl.isBlockingAllowed()) {
            throw new BlockingOperationNotAllowedException("A blocking send was called on an event loop thread, '"
                    + Thread.currentThread().getName() + "'. Use ReactiveProducer there, or run the method on a worker or a "
                    + "virtual thread, by @Blocking or @RunOnVirtualThread.");
        }
    }
}
