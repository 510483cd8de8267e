package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.failure.Cause;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.queue.Client;
import io.quarkiverse.kafkaproducer.runtime.queue.Entry;
import io.quarkiverse.kafkaproducer.runtime.queue.TopicMetadata;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/**
 * A Kafka producer as the queue sees it: it answers at once instead of waiting. With {@code max.block.ms=0} Kafka's own does
 * so; a transactional one may wait for a short time, so its metadata are asked for on a worker.
 */
public final class KafkaClient implements Client {

    private static final Logger LOG = Logger.getLogger(KafkaClient.class);

    /** The number of records until the buffer is looked at again. Each may take a batch of its own. */
    private static final int LOOK_EVERY = 32;

    private final Producer<Object, byte[]> producer;
    private final ClientProperties properties;
    private final ClientMetrics metrics;
    private final ClientHealth health;
    private final ClientLog log;
    private final BackgroundMetadata backgroundMetadata;
    private final SendThread sendThread;
    private final Listener listener;
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;
    private volatile Throwable failure;
    /** Of the record that it was given last; null if it was given none. */
    private volatile String lastTopic;

    // ---- of the thread that sends

    private long largest;
    private int unread;

    /** Remembers what the client tells its serializers. */
    static final class Listener implements ClientCallbacks {

        private final Runnable metadataArrived;
        private final BooleanSupplier wanted;
        private volatile Thread networkThread;
        private ClientProperties properties;
        /** The headers of the record that was written last. Only the thread that sends uses them. */
        private Headers headers;

        /**
         * @param properties that are set for the client
         * @param wanted whether the client is still wanted, asked while it is being made
         */
        Listener(ClientProperties properties, Runnable metadataArrived, BooleanSupplier wanted) {
            this.properties = properties;
            this.metadataArrived = metadataArrived;
            this.wanted = wanted;
        }

        @Override
        public void customized(ClientProperties changed) {
            properties = changed;
        }

        @Override
        public void metadataArrived() {
            networkThread = Thread.currentThread();
            metadataArrived.run();
        }

        @Override
        public void serializing(Headers written) {
            headers = written;
        }

        @Override
        public boolean isWanted() {
            return wanted.getAsBoolean();
        }

        /** Returns null while no metadata have come. */
        Thread networkThread() {
            return networkThread;
        }
    }

    KafkaClient(Producer<Object, byte[]> producer, Listener listener, Executor worker) {
        this.producer = producer;
        this.properties = listener.properties;
        this.listener = listener;
        this.metrics = new ClientMetrics(producer, properties.clientId());
        this.log = ClientLog.of(properties.clientId());
        this.health = new ClientHealth(metrics, properties, listener, log);
        this.backgroundMetadata = properties.mayBlock()
                ? new BackgroundMetadata(this::askForMetadata, worker, listener.metadataArrived, System::nanoTime)
                : null;
        this.sendThread = properties.sendRunsUserCode() || properties.compresses()
                ? new SendThread(properties.clientId(), this::sendNow, this::hasRoomNow)
                : null;
    }

    // ---- what the queue asks

    @Override
    public TopicMetadata metadata(String topic) {
        return backgroundMetadata == null ? askForMetadata(topic) : backgroundMetadata.of(topic);
    }

    /** Unlike a {@code send} it leaves no trace in the client's error metrics, and runs no interceptor. */
    private TopicMetadata askForMetadata(String topic) {
        List<PartitionInfo> partitions;
        try {
            partitions = producer.partitionsFor(topic);
        } catch (KafkaException e) {
            return TopicMetadata.missing(e);
        } catch (IllegalStateException e) {
            // it has been closed, and another one is made
            return TopicMetadata.missing(null);
        }
        return new TopicMetadata(partitions.size(), leaderless(partitions), null);
    }

    private static BitSet leaderless(List<PartitionInfo> partitions) {
        if (partitions.isEmpty() || partitions.get(0).replicas() == null) {
            // a mock's, which has neither
            return null;
        }
        BitSet leaderless = null;
        for (PartitionInfo partition : partitions) {
            if (partition.leader() == null || partition.leader().isEmpty()) {
                leaderless = leaderless == null ? new BitSet() : leaderless;
                leaderless.set(partition.partition());
            }
        }
        return leaderless;
    }

    /** Starts to fetch the topic's metadata, unless it is there. Does not wait for it. */
    public void fetchMetadata(String topic) {
        TopicMetadata metadata = metadata(topic);
        if (metadata.error() != null) {
            LOG.debugf("Metadata of topic %s has been asked for", topic);
        }
    }

    /**
     * Kafka's client asks the brokers again only for a record whose partition it does not know, so it is given one without
     * key and value for a partition that no topic has. It never leaves the client.
     */
    @Override
    public boolean refresh(String topic) {
        if (properties.mayBlock()) {
            // a refused record would end the transaction
            return false;
        }
        try {
            producer.send(new ProducerRecord<>(topic, Integer.MAX_VALUE, null, null));
        } catch (KafkaException | IllegalStateException e) {
            LOG.debugf("Metadata of topic %s has been asked for again", topic);
        }
        return true;
    }

    @Override
    public int partition(ProducerRecord<Object, byte[]> record, int partitions) {
        if (record.partition() != null) {
            return record.partition();
        }
        return record.key() != null && properties.partitionsByKey()
                ? Utils.toPositive(Utils.murmur2(KeySerializer.bytes(record.key()))) % partitions
                : UNKNOWN_PARTITION;
    }

    @Override
    public boolean hasRoom(int size, int inFlight) {
        if (sendThread != null) {
            return sendThread.hasRoom();
        }
        largest = Math.max(largest, size);
        if (largest <= properties.batchSize()) {
            // were each of them a batch of its own, they would fit
            if ((inFlight + 2L) * properties.batchSize() <= properties.bufferMemory() || --unread > 0) {
                return true;
            }
        }
        long available = metrics.bufferAvailable();
        unread = available > (LOOK_EVERY + 1L) * properties.batchSize() ? LOOK_EVERY : 0;
        return fits(size, available);
    }

    private boolean hasRoomNow(int size) {
        return fits(size, metrics.bufferAvailable());
    }

    /** A record that is larger than all of the buffer is let pass, for the client to refuse. */
    private boolean fits(int size, long available) {
        return size > properties.bufferMemory() || available >= Math.max(size, properties.batchSize());
    }

    /** Code of the application, and compression, have no place on Kafka's network thread or that of a reactive sender. */
    @Override
    public void send(Entry entry) {
        if (sendThread != null) {
            sendThread.send(entry);
        } else {
            sendNow(entry);
        }
    }

    private void sendNow(Entry entry) {
        ProducerRecord<Object, byte[]> record = entry.take();
        if (record == null) {
            return;
        }
        listener.headers = null;
        if (lastTopic != record.topic()) {
            lastTopic = record.topic();
        }
        try {
            producer.send(record, entry);
        } catch (Exception e) {
            // with these Kafka's client has not put the record into a batch, or will not send the batch
            entry.notTaken(e, true);
            return;
        } catch (Error e) {
            entry.notTaken(e, !hasPassedUserCode());
            return;
        }
        entry.handedOver();
    }

    /** The client makes the headers read-only between the last code of the application and the batch. */
    private boolean hasPassedUserCode() {
        return listener.headers instanceof RecordHeaders written && written.isReadOnly();
    }

    @Override
    public Throwable failure() {
        return failure;
    }

    @Override
    public long retries(String topic) {
        return metrics.retries(topic);
    }

    @Override
    public boolean hasSent(String topic) {
        return metrics.sent(topic) > 0;
    }

    @Override
    public Exception diagnose(long now) {
        Exception refusal = health.hasBeenRefused() ? refusal() : null;
        return refusal != null ? refusal : health.diagnose(now);
    }

    /**
     * The Kafka client says only to one caller why it is not let in, who has to ask for what it does not know. Returns null if
     * it has been said.
     */
    private Exception refusal() {
        String topic = lastTopic;
        if (topic == null || properties.mayBlock()) {
            return null;
        }
        try {
            producer.send(new ProducerRecord<>(topic, Integer.MAX_VALUE, null, null)).get(0, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return e.getCause() instanceof AuthenticationException refusal ? refusal : null;
        } catch (AuthenticationException e) {
            return e;
        } catch (KafkaException | IllegalStateException | TimeoutException e) {
            LOG.debug("The Kafka client does not say why it was not let in", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    @Override
    public Wait waitForMetadata(String topic, TopicMetadata metadata) {
        return health.waitForMetadata(topic, metadata);
    }

    @Override
    public Wait waitForAcknowledgment(String topic) {
        return health.waitForAcknowledgment(topic, properties.mayBlock() ? List.of() : leaders(topic));
    }

    private List<PartitionInfo> leaders(String topic) {
        try {
            return producer.partitionsFor(topic);
        } catch (KafkaException | IllegalStateException e) {
            return List.of();
        }
    }

    /** Returns what to say of brokers that close connections before they have answered; null if they do not. */
    public Cause closesConnections() {
        return health.closesConnections();
    }

    /** Returns what to say where it is known that there is no connection. */
    public Cause noConnection() {
        return health.noConnection();
    }

    // ---- transactions

    public void beginTransaction() {
        producer.beginTransaction();
    }

    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer.sendOffsetsToTransaction(offsets, group);
    }

    public void commitTransaction() {
        producer.commitTransaction();
    }

    public void abortTransaction() {
        producer.abortTransaction();
    }

    // ---- its end

    /** Returns what one of its metrics says now, of those that are about the client as a whole; 0 if there is none. */
    public double measure(String name) {
        return metrics.value(name);
    }

    void failed(Throwable reason) {
        failure = reason;
    }

    /**
     * Blocks, also while another thread closes it. Afterwards it calls back no more. Throws nothing: whoever closes it has more
     * to do. A thread that is interrupted does not wait for what the client still holds, but closes it to the end.
     */
    void close(Duration timeout) {
        closing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            log.close();
            if (sendThread != null) {
                sendThread.stop(timeout);
            }
            closeProducer(timeout);
        } finally {
            closing.unlock();
        }
    }

    private void closeProducer(Duration timeout) {
        boolean interrupted = Thread.interrupted();
        Duration wait = interrupted ? Duration.ZERO : timeout;
        boolean ended = false;
        while (!ended) {
            try {
                producer.close(wait);
                ended = true;
            } catch (InterruptException e) {
                // Kafka's thread may still run, and sets the interrupt flag again
                Thread.interrupted();
                interrupted = true;
                wait = Duration.ZERO;
            } catch (RuntimeException | Error e) {
                LOG.warn("A Kafka client is closed, but something that was closed with it failed: a partitioner or an "
                        + "interceptor of the application, as a rule", KnownSecrets.hide(e));
                ended = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
