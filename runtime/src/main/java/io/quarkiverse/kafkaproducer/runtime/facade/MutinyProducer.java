package io.quarkiverse.kafkaproducer.runtime.facade;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.ReactiveProducerTransaction;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;
import io.quarkiverse.kafkaproducer.runtime.send.Batch;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** The facade for callers that must not be blocked. */
public class MutinyProducer implements ReactiveProducer {

    private final SendPath path;
    private final String facade;
    private final Supplier<Transactions> transactions;
    private final Executor worker;
    private final Origin send;
    private final Origin sendAll;
    private final Origin stream;

    /**
     * @param transactions throws if there are none
     */
    public MutinyProducer(SendPath path, Supplier<Transactions> transactions, Executor worker) {
        this(path, transactions, worker, ReactiveProducer.class);
    }

    /** Makes a producer that has the name of another API type in footprints. */
    MutinyProducer(SendPath path, Supplier<Transactions> transactions, Executor worker, Class<?> facade) {
        this.path = path.ofReactiveSends();
        this.facade = facade.getName();
        this.transactions = transactions;
        this.worker = worker;
        this.send = Origin.send(this.path, facade);
        this.sendAll = Origin.sendAll(this.path, facade);
        this.stream = Origin.stream(this.path, facade);
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
        return SendUni.of(send, timeout, worker, one -> path.submit(one, record, WhenFull.REJECT));
    }

    private Uni<RecordMetadata> send(String topic, Object value, Object key, Duration timeout) {
        return SendUni.of(send, timeout, worker, one -> path.submit(one, topic, key, value, WhenFull.REJECT));
    }

    @Override
    public Uni<List<RecordMetadata>> sendAll(Collection<? extends ProducerRecord<?, ?>> records) {
        return sendAll(records, path.defaultTimeout());
    }

    @Override
    public Uni<List<RecordMetadata>> sendAll(Collection<? extends ProducerRecord<?, ?>> records, Duration timeout) {
        return Uni.createFrom().emitter(emitter -> {
            Executor completion = CompletionContext.here(worker);
            BatchSubscription subscription = new BatchSubscription(emitter, completion);
            subscription.start(timeout, records);
        });
    }

    @Override
    public Multi<SendResult> sendAll(Multi<? extends ProducerRecord<?, ?>> records) {
        return Multi.createFrom().deferred(() -> {
            Origin here = stream.by(path.here());
            Executor completion = CompletionContext.here(worker);
            return Multi.createFrom().publisher(subscriber -> records
                    .subscribe(new SendStream(here, completion, subscriber)));
        });
    }

    @Override
    public <R> Uni<R> withTransaction(Function<ReactiveProducerTransaction, Uni<R>> work) {
        return withTransaction(path.defaultTimeout(), work);
    }

    @Override
    public <R> Uni<R> withTransaction(Duration timeout, Function<ReactiveProducerTransaction, Uni<R>> work) {
        return TransactionSubscription.uni(transactions, worker, facade + ".withTransaction", timeout, work);
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

        private void start(Duration timeout, Collection<? extends ProducerRecord<?, ?>> records) {
            batch = new Batch(sendAll, timeout, records, () -> completion.execute(this::complete));
            emitter.onTermination(() -> batch.forEachOnItsWay(path::cancel));
            batch.submit(WhenFull.REJECT);
        }

        private void complete() {
            List<RecordMetadata> metadata;
            try {
                metadata = batch.result();
            } catch (BatchSendException e) {
                emitter.fail(e);
                return;
            }
            emitter.complete(metadata);
        }
    }
}
