package io.quarkiverse.kafkaproducer.runtime.face;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.ReactiveProducerTransaction;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.runtime.send.Batch;
import io.quarkiverse.kafkaproducer.runtime.send.Call;
import io.quarkiverse.kafkaproducer.runtime.send.Room;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** The face for callers that must not be blocked. */
public class MutinyProducer implements ReactiveProducer {

    /** Records of one stream that are on their way. Several hundred keep a connection busy; more only cost memory. */
    private static final int STREAM_WINDOW = 512;

    private final SendPath path;
    private final Supplier<Transactions> transactions;
    private final Executor worker;
    private final String send;
    private final String sendAll;

    /**
     * @param transactions throws if there are none
     */
    public MutinyProducer(SendPath path, Supplier<Transactions> transactions, Executor worker) {
        this(path, transactions, worker, ReactiveProducer.class);
    }

    /** As another face, whose name footprints bear. */
    MutinyProducer(SendPath path, Supplier<Transactions> transactions, Executor worker, Class<?> face) {
        this.path = path.ofReactiveSends();
        this.transactions = transactions;
        this.worker = worker;
        this.send = face.getName() + ".send";
        this.sendAll = face.getName() + ".sendAll";
    }

    @Override
    public Uni<RecordMetadata> send(String topic, Object value) {
        return send(topic, value, (Object) null, path.defaultTimeout());
    }

    @Override
    public Uni<RecordMetadata> send(String topic, Object value, Duration timeout) {
        return send(topic, value, (Object) null, timeout);
    }

    @Override
    public Uni<RecordMetadata> send(String topic, Object value, String key) {
        return send(topic, value, (Object) key, path.defaultTimeout());
    }

    @Override
    public Uni<RecordMetadata> send(String topic, Object value, String key, Duration timeout) {
        return send(topic, value, (Object) key, timeout);
    }

    @Override
    public Uni<RecordMetadata> send(String topic, Object value, byte[] key) {
        return send(topic, value, (Object) key, path.defaultTimeout());
    }

    @Override
    public Uni<RecordMetadata> send(String topic, Object value, byte[] key, Duration timeout) {
        return send(topic, value, (Object) key, timeout);
    }

    @Override
    public Uni<RecordMetadata> send(ProducerRecord<?, ?> record) {
        return send(record, path.defaultTimeout());
    }

    @Override
    public Uni<RecordMetadata> send(ProducerRecord<?, ?> record, Duration timeout) {
        return single(waiter -> path.prepare(path.call(send, timeout, false), record, waiter), path::result, Room.REFUSED);
    }

    private Uni<RecordMetadata> send(String topic, Object value, Object key, Duration timeout) {
        return single(waiter -> path.prepare(path.call(send, timeout, false), topic, key, value, waiter), path::result,
                Room.REFUSED);
    }

    @Override
    public Uni<List<RecordMetadata>> sendAll(Collection<? extends ProducerRecord<?, ?>> records) {
        return sendAll(records, path.defaultTimeout());
    }

    @Override
    public Uni<List<RecordMetadata>> sendAll(Collection<? extends ProducerRecord<?, ?>> records, Duration timeout) {
        return Uni.createFrom().emitter(emitter -> {
            Executor completion = Completion.here(worker);
            BatchSubscription subscription = new BatchSubscription(emitter, completion);
            subscription.start(path.call(sendAll, timeout, true), records);
        });
    }

    @Override
    public Multi<SendResult> sendAll(Multi<? extends ProducerRecord<?, ?>> records) {
        return Multi.createFrom().deferred(() -> {
            SendPath here = path.here();
            return records.onItem().transformToUni(record -> sendOfStream(here, record)).merge(STREAM_WINDOW);
        });
    }

    @Override
    public <R> Uni<R> withTransaction(Function<ReactiveProducerTransaction, Uni<R>> work) {
        return withTransaction(path.defaultTimeout(), work);
    }

    @Override
    public <R> Uni<R> withTransaction(Duration timeout, Function<ReactiveProducerTransaction, Uni<R>> work) {
        return TransactionSubscription.uni(transactions, worker, timeout, work);
    }

    private Uni<SendResult> sendOfStream(SendPath here, ProducerRecord<?, ?> record) {
        return this.<SendResult> single(
                waiter -> here.prepare(here.call(sendAll, here.defaultTimeout(), false), record, waiter),
                submission -> here.sendResult(record, submission), Room.PARKED)
                .onFailure().recoverWithItem(failure -> new SendResult(record, null, failure(record, failure)));
    }

    /** What stopped the record before it was submitted. */
    private static SendException failure(ProducerRecord<?, ?> record, Throwable failure) {
        return failure instanceof SendException known ? known
                : new SendRejectedException(record.topic(), failure.getMessage(), failure, Outcome.NOT_SENT, false);
    }

    private <R> Uni<R> single(Function<Submission.Waiter, Submission> prepare, Function<Submission, R> result, Room room) {
        return Uni.createFrom().emitter(emitter -> {
            Executor completion = Completion.here(worker);
            Submission submission = prepare.apply(
                    ended -> completion.execute(() -> complete(emitter, () -> result.apply(ended))));
            emitter.onTermination(() -> path.cancel(submission));
            if (!path.submit(submission, room)) {
                // refused faster than workers could be told of it, and this thread is where the subscriber is
                complete(emitter, () -> result.apply(submission));
            }
        });
    }

    private static <R> void complete(UniEmitter<? super R> emitter, Supplier<R> result) {
        R item;
        try {
            item = result.get();
        } catch (SendException | BatchSendException e) {
            emitter.fail(e);
            return;
        }
        emitter.complete(item);
    }

    /** Connects a batch with its subscriber, of which each has to know the other. */
    private final class BatchSubscription {

        private final UniEmitter<? super List<RecordMetadata>> emitter;
        private final Executor completion;
        private Batch batch;

        private BatchSubscription(UniEmitter<? super List<RecordMetadata>> emitter, Executor completion) {
            this.emitter = emitter;
            this.completion = completion;
        }

        private void start(Call call, Collection<? extends ProducerRecord<?, ?>> records) {
            batch = new Batch(path, call, records, () -> completion.execute(() -> complete(emitter, batch::result)));
            emitter.onTermination(() -> batch.forEachOnItsWay(path::cancel));
            batch.submit(Room.REFUSED);
        }
    }
}
