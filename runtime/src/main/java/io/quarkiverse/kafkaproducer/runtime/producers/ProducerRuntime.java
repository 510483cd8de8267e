package io.quarkiverse.kafkaproducer.runtime.producers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.client.ClientBuilder;
import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;
import io.quarkiverse.kafkaproducer.runtime.client.TopicCreation;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.encode.EncodingQueue;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.failure.ProducerDescription;
import io.quarkiverse.kafkaproducer.runtime.prepare.CloudEvents;
import io.quarkiverse.kafkaproducer.runtime.prepare.Interceptors;
import io.quarkiverse.kafkaproducer.runtime.prepare.Preparation;
import io.quarkiverse.kafkaproducer.runtime.queue.Capacity;
import io.quarkiverse.kafkaproducer.runtime.queue.Clock;
import io.quarkiverse.kafkaproducer.runtime.queue.QueueThread;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;
import io.quarkiverse.kafkaproducer.runtime.send.CompletionExecutor;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Timeouts;
import io.quarkiverse.kafkaproducer.runtime.send.ValueWriting;
import io.quarkiverse.kafkaproducer.runtime.transaction.TransactionPool;
import io.quarkiverse.kafkaproducer.runtime.transaction.TransactionSlots;
import io.quarkiverse.kafkaproducer.runtime.transaction.Transactions;

/** One producer, put together: the path that its sends go, and its end. Its facades are made from the path. */
public final class ProducerRuntime implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ProducerRuntime.class);

    private final ProducerSettings settings;
    private final Instruments instruments;
    private final ValueEncoder encoder;
    private final QueueThread thread;
    private final Connection connection;
    private final SendQueue queue;
    /** Null where the callers write the values. */
    private final EncodingQueue encodings;
    private final SendPath path;
    private final Optional<TransactionPool> pool;
    private final Optional<Transactions> transactions;
    private final Map<String, TransactionPool> sharedPools = new ConcurrentHashMap<>();
    private final Map<String, Transactions> sharedTransactions = new ConcurrentHashMap<>();
    private final Function<String, TransactionPool> poolOfId;
    private final Executor completions;
    private final Executor worker;
    private volatile Set<String> declaredTopics = Set.of();
    private volatile boolean topicsNeeded;

    /**
     * @param clients makes the factory for clients with these properties
     */
    public ProducerRuntime(ProducerSettings settings, Function<ClientProperties, ClientFactory> clients, ValueEncoder encoder,
            SendObserver observer, Executor worker) {
        this(settings, clients, encoder, null, new AllInstruments(observer, List.of()), true, worker);
    }

    /**
     * @param interceptors of the application; null if there are none
     * @param keysInMessages whether the messages of failures may say the key of a record
     */
    ProducerRuntime(ProducerSettings settings, Function<ClientProperties, ClientFactory> clients, ValueEncoder encoder,
            Interceptors interceptors, Instruments instruments, boolean keysInMessages, Executor worker) {
        this.settings = settings;
        this.instruments = instruments;
        this.encoder = encoder;
        this.worker = worker;
        this.completions = new CompletionExecutor(worker);
        this.thread = new QueueThread(settings.shownName(), Clock.SYSTEM);
        this.connection = new Connection(settings.shownName(), clients, settings.client(), worker);
        this.queue = new SendQueue(settings.shownName(), connection,
                new Capacity(settings.maxPendingRecords(), settings.maxPendingBytes()), Clock.SYSTEM, thread);
        connection.listener(queue);
        thread.add(queue);
        this.encodings = encoder.mayBlock()
                ? new EncodingQueue(settings.name(), encoder, worker, settings.maxPendingRecords())
                : null;
        this.path = new SendPath(ProducerDescription.of(settings.name(), settings.client(), keysInMessages),
                Preparation.both(interceptors, cloudEvents(settings, encoder)),
                new ValueWriting(encoder, encodings), queue, instruments.observer(), instruments.tracing(), completions,
                new Timeouts(settings.timeout(), settings.client().deliveryTimeout()));
        this.pool = settings.transactionalIdPrefix()
                .map(prefix -> TransactionSlots.ofInstance(settings, prefix, clients, worker, thread).pool());
        this.transactions = pool.map(slots -> new Transactions(slots, path));
        this.poolOfId = id -> TransactionSlots.shared(settings, id, clients, worker, thread).pool();
        instruments.opened(this);
    }

    private static Preparation cloudEvents(ProducerSettings settings, ValueEncoder encoder) {
        return settings.cloudEvents().map(events -> CloudEvents.of(events, encoder.contentType())).orElse(null);
    }

    public ProducerSettings settings() {
        return settings;
    }

    Instruments instruments() {
        return instruments;
    }

    ValueEncoder encoder() {
        return encoder;
    }

    /**
     * Makes its client now rather than on the first send. Blocks.
     *
     * @throws ClientCreationException if it cannot be made
     */
    void connect() {
        try {
            connection.connected().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ClientCreationException cause ? cause : e;
        }
    }

    /**
     * Has its client made, unless it is, the topic's metadata fetched, the writing of values of this class prepared and a send
     * rehearsed, in the background. What fails is left to the sends.
     */
    void warmUp(String topic, String value, Rehearsal rehearsal) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        connection.connected().thenAcceptAsync(client -> {
            client.fetchMetadata(topic);
            prepare(value, classes);
            // a send that is on its way already would only be held up
            if (pendingRecords() == 0) {
                rehearsal.hold(settings);
            }
        }, worker).exceptionally(failure -> {
            LOG.debugf(failure, "Producer '%s' could not be warmed up for topic %s", settings.shownName(), topic);
            return null;
        });
    }

    /** Creates topics that do not exist. Blocks. */
    void createTopics(Set<String> topics) {
        new TopicCreation(new ClientBuilder(settings.name(), settings.client())).create(topics);
    }

    /**
     * Finds which of these topics the brokers do not have, and keeps all of them in mind.
     *
     * @param needed whether the producer is not ready without them
     * @return completes on a worker, at the latest after the producer's timeout
     */
    CompletableFuture<Set<String>> findMissing(Set<String> topics, boolean needed) {
        topicsNeeded = needed;
        declaredTopics = Set.copyOf(topics);
        connection.connect();
        return new MissingTopics(connection::client, worker, topics, settings.timeout()).find();
    }

    /**
     * Returns which declared topics the brokers say they do not have; brokers that could not be asked at the start may do so
     * later.
     */
    public Set<String> missingTopics() {
        KafkaClient client = connection.client();
        if (client == null || declaredTopics.isEmpty()) {
            return Set.of();
        }
        return declaredTopics.stream().filter(topic -> MissingTopics.isMissing(client.metadata(topic)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns whether it is not ready without its declared topics. */
    public boolean needsTopics() {
        return topicsNeeded;
    }

    private void prepare(String value, ClassLoader classes) {
        try {
            encoder.prepare(Class.forName(value, false, classes));
        } catch (ClassNotFoundException e) {
            LOG.debugf(e, "There is no class %s to prepare for: a native executable has only what is asked for at build",
                    value);
        }
    }

    /** Replaces its clients where they take their certificates from this configuration of the TLS registry. */
    void certificatesUpdated(String tlsConfiguration) {
        if (settings.client().tlsConfiguration().filter(tlsConfiguration::equals).isPresent()) {
            String why = "the certificates of the TLS configuration '" + tlsConfiguration + "' have changed";
            connection.refresh(why);
            pool.ifPresent(slots -> slots.refresh(why));
        }
    }

    public SendPath path() {
        return path;
    }

    /** Returns the executor of the code that follows reactive sends without a Vert.x context. */
    public Executor completions() {
        return completions;
    }

    /**
     * @throws IllegalStateException if there is no prefix for their ids
     */
    public Transactions transactions() {
        return transactions.orElseThrow(() -> new IllegalStateException("Producer '" + settings.shownName()
                + "' has no transactions: set " + settings.property("transactional-id-prefix")));
    }

    /**
     * Transactions with this very id, one at a time. Where another instance has begun with it since, the brokers refuse the
     * next one.
     */
    public Transactions transactionsOf(String id) {
        return sharedTransactions.computeIfAbsent(id,
                one -> new Transactions(sharedPools.computeIfAbsent(one, poolOfId), path));
    }

    private Stream<TransactionPool> pools() {
        return Stream.concat(pool.stream(), sharedPools.values().stream());
    }

    /** Returns its connections to the brokers: its own, and those of its transactions. */
    public List<Connection> connections() {
        return Stream.concat(Stream.of(connection), pools().flatMap(slots -> slots.connections().stream())).toList();
    }

    /** Records that are on their way, in transactions or not. */
    public int pendingRecords() {
        return (encodings == null ? 0 : encodings.pending()) + queue.pendingRecords()
                + pools().mapToInt(TransactionPool::pendingRecords).sum();
    }

    /** Returns the bytes of the records on their way. */
    public long pendingBytes() {
        return queue.pendingBytes() + pools().mapToLong(TransactionPool::pendingBytes).sum();
    }

    /** Finishes what is on its way, within {@code close-timeout}. Blocks. */
    @Override
    public void close() {
        long end = System.nanoTime() + settings.closeTimeout().toNanos();
        if (encodings != null) {
            encodings.close(end);
        }
        pools().forEach(slots -> slots.close(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        queue.close(end, () -> connection.close(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        thread.stop();
    }
}
