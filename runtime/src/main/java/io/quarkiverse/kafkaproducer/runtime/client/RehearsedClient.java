package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka client without brokers. A record goes through Kafka's own code, from the batch to the acknowledgment, on a thread as
 * Kafka's client has one; only the network is {@link RehearsedNetwork another}. For records that warm this code up.
 */
public final class RehearsedClient extends MockProducer<Object, byte[]> {

    public RehearsedClient() {
        super(true, null, (topic, key) -> KeySerializer.bytes(key), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, byte[]> record, Callback callback) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                new RehearsedSend(record).run(callback);
                sent.complete(null);
            } catch (Exception | LinkageError e) {
                sent.completeExceptionally(e);
                callback.onCompletion(null, new IllegalStateException("Kafka's client is another one than was expected", e));
            }
        }, "kafka-producer-rehearsal");
        thread.setDaemon(true);
        thread.start();
        return sent;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return List.of(new PartitionInfo(topic, 0, null, null, null));
    }
}
