package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.List;

import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BufferPool;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.clients.producer.internals.RecordAccumulator;
import org.apache.kafka.clients.producer.internals.Sender;
import org.apache.kafka.clients.producer.internals.SenderMetricsRegistry;
import org.apache.kafka.clients.producer.internals.TransactionManager;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** One record, sent by what a Kafka client is made of. */
final class RehearsedSend {

    private static final int BATCH_SIZE = 16 << 10;
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int BACKOFF_MILLIS = 100;
    private static final int LONGEST_AGE_MILLIS = 300_000;
    private static final short ACKS_ALL = -1;
    private static final String METRICS = "rehearsal";
    private static final Uuid TOPIC_ID = new Uuid(1, 1);

    private final ProducerRecord<Object, byte[]> record;
    private final LogContext log = new LogContext("[Rehearsal] ");
    private final RehearsedNetwork network = new RehearsedNetwork();

    RehearsedSend(ProducerRecord<Object, byte[]> record) {
        this.record = record;
    }

    /**
     * Returns when the callback has returned.
     *
     * @throws IllegalStateException if the record was not acknowledged
     */
    void run(Callback callback) throws InterruptedException {
        try (Metrics metrics = new Metrics()) {
            TransactionManager ids = new TransactionManager(log, null, TIMEOUT_MILLIS, BACKOFF_MILLIS, new ApiVersions(),
                    false);
            RecordAccumulator batches = new RecordAccumulator(log, BATCH_SIZE, Compression.NONE, 0, BACKOFF_MILLIS,
                    BACKOFF_MILLIS, TIMEOUT_MILLIS, metrics, METRICS, Time.SYSTEM, ids,
                    new BufferPool(BATCH_SIZE, BATCH_SIZE, metrics, Time.SYSTEM, METRICS));
            ProducerMetadata metadata = metadata();
            Sender sender = new Sender(log, network, metadata, batches, false, BATCH_SIZE, ACKS_ALL, 0,
                    new SenderMetricsRegistry(metrics), Time.SYSTEM, TIMEOUT_MILLIS, BACKOFF_MILLIS, ids);
            long now = Time.SYSTEM.milliseconds();
            Acknowledgment acknowledgment = new Acknowledgment(callback);
            batches.append(record.topic(), RecordMetadata.UNKNOWN_PARTITION, now, KeySerializer.bytes(record.key()),
                    record.value(), record.headers().toArray(), acknowledgment, 0, now, metadata.fetch());
            // it sends what it has, and ends
            sender.initiateClose();
            sender.run();
            if (!acknowledgment.arrived) {
                throw new IllegalStateException("The record was not acknowledged");
            }
        }
    }

    private ProducerMetadata metadata() {
        long now = Time.SYSTEM.milliseconds();
        ProducerMetadata metadata = new ProducerMetadata(BACKOFF_MILLIS, BACKOFF_MILLIS,
                LONGEST_AGE_MILLIS, LONGEST_AGE_MILLIS, log,
                new ClusterResourceListeners(), Time.SYSTEM);
        metadata.add(record.topic(), now);
        MetadataResponseData answer = new MetadataResponseData();
        answer.brokers().add(new MetadataResponseData.MetadataResponseBroker().setNodeId(RehearsedNetwork.BROKER.id())
                .setHost(RehearsedNetwork.BROKER.host()).setPort(RehearsedNetwork.BROKER.port()));
        List<Integer> replicas = List.of(RehearsedNetwork.BROKER.id());
        answer.topics().add(new MetadataResponseData.MetadataResponseTopic().setName(record.topic())
                .setTopicId(TOPIC_ID)
                .setPartitions(List.of(new MetadataResponseData.MetadataResponsePartition()
                        .setLeaderId(RehearsedNetwork.BROKER.id()).setReplicaNodes(replicas).setIsrNodes(replicas))));
        metadata.updateWithCurrentRequestVersion(new MetadataResponse(answer, ApiKeys.METADATA.latestVersion()), false, now);
        return metadata;
    }

    private static final class Acknowledgment implements RecordAccumulator.AppendCallbacks {

        private final Callback callback;
        private boolean arrived;

        Acknowledgment(Callback callback) {
            this.callback = callback;
        }

        @Override
        public void setPartition(int partition) {
            // there is only one
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception exception) {
            arrived = true;
            callback.onCompletion(metadata, exception);
        }
    }
}
