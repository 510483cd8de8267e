package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;

import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/** Kafka's own producer for the application, whose failures tell no secret. A plug-in may quote what it is configured with. */
final class RawClient<V> extends ListenedClient<V> {

    RawClient(Map<String, Object> properties, Serializer<Object> keys, Serializer<V> values, ClientListener listener) {
        super(properties, keys, values, listener);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, V> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, V> record, Callback callback) {
        Callback hiding = callback == null ? null
                : (metadata, failure) -> callback.onCompletion(metadata, (Exception) KnownSecrets.hide(failure));
        return new HidingFuture(hiding(() -> super.send(record, hiding)));
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return hiding(() -> super.partitionsFor(topic));
    }

    @Override
    public void flush() {
        hiding(super::flush);
    }

    @Override
    public void initTransactions() {
        hiding(super::initTransactions);
    }

    @Override
    public void beginTransaction() {
        hiding(super::beginTransaction);
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        hiding(() -> super.sendOffsetsToTransaction(offsets, group));
    }

    @Override
    public void commitTransaction() {
        hiding(super::commitTransaction);
    }

    @Override
    public void abortTransaction() {
        hiding(super::abortTransaction);
    }

    @Override
    public void close(Duration timeout) {
        hiding(() -> super.close(timeout));
    }

    private static void hiding(Runnable call) {
        hiding(() -> {
            call.run();
            return null;
        });
    }

    private static <R> R hiding(Supplier<R> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            Throwable shown = KnownSecrets.hide(e);
            if (shown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) shown;
        }
    }

    /** Fails as Kafka's does. */
    private record HidingFuture(Future<RecordMetadata> kafkas) implements Future<RecordMetadata> {

        @Override
        public RecordMetadata get() throws InterruptedException, ExecutionException {
            try {
                return kafkas.get();
            } catch (ExecutionException e) {
                throw shown(e);
            }
        }

        @Override
        public RecordMetadata get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            try {
                return kafkas.get(timeout, unit);
            } catch (ExecutionException e) {
                throw shown(e);
            }
        }

        private static ExecutionException shown(ExecutionException failure) {
            Throwable cause = KnownSecrets.hide(failure.getCause());
            return cause == failure.getCause() ? failure : new ExecutionException(cause);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return kafkas.cancel(mayInterrupt);
        }

        @Override
        public boolean isCancelled() {
            return kafkas.isCancelled();
        }

        @Override
        public boolean isDone() {
            return kafkas.isDone();
        }
    }
}
