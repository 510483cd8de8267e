package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.TransactionalProducers;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.send.SubmissionQueue;
import io.quarkiverse.kafkaproducer.runtime.send.SubmissionQueue.LateListener;

/**
 * Makes transactional clients. Their ids are the prefix, an identity of this instance and a number: two replicas have
 * different ones and do not fence each other.
 */
public final class TransactionSlots implements TransactionPool.Slots {

    /** The broker must not end a transaction before we do. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final ProducerSettings settings;
    private final Function<ClientProperties, ClientFactory> clients;
    private final Executor worker;
    private final LateListener lateListener;
    private final String idPrefix;

    /**
     * @param clients makes the factory for clients with these properties
     */
    public TransactionSlots(ProducerSettings settings, String idPrefix, Function<ClientProperties, ClientFactory> clients,
            Executor worker, LateListener lateListener) {
        this.settings = settings;
        this.clients = clients;
        this.worker = worker;
        this.lateListener = lateListener;
        this.idPrefix = idPrefix + "-" + UUID.randomUUID() + "-";
    }

    @Override
    public TransactionSlot make(int number, Duration timeout) {
        String id = idPrefix + number;
        Duration longest = timeout.compareTo(settings.timeout()) > 0 ? timeout : settings.timeout();
        ClientProperties properties = settings.client().transactional(id, longest.plus(MARGIN));
        Connection connection = new Connection(settings.name(),
                new TransactionalProducers(clients.apply(properties), settings.timeout()), properties, worker);
        SubmissionQueue queue = new SubmissionQueue(settings.name(), connection, settings.maxPendingRecords(),
                settings.maxPendingBytes(), lateListener);
        return new TransactionSlot(id, connection, queue, longest);
    }

    /** A pool of them. */
    public TransactionPool pool() {
        return new TransactionPool(this, worker);
    }
}
