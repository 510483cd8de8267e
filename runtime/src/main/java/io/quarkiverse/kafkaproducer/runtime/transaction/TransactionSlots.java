package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.TransactionalClientFactory;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.queue.Capacity;
import io.quarkiverse.kafkaproducer.runtime.queue.ClientSession;
import io.quarkiverse.kafkaproducer.runtime.queue.Clock;
import io.quarkiverse.kafkaproducer.runtime.queue.QueueThread;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/**
 * Makes transactional clients. Their ids are the prefix, an identity of this instance and a number, so that two replicas have
 * different ones and do not fence each other; unless they are to, and share one id.
 */
public final class TransactionSlots implements TransactionPool.Slots {

    /** The broker must not end a transaction before we do. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final ProducerSettings settings;
    private final Function<ClientProperties, ClientFactory> clients;
    private final Executor worker;
    private final QueueThread thread;
    private final IntFunction<String> ids;
    private final int most;

    private TransactionSlots(ProducerSettings settings, IntFunction<String> ids, int most,
            Function<ClientProperties, ClientFactory> clients, Executor worker, QueueThread thread) {
        this.settings = settings;
        this.ids = ids;
        this.most = most;
        this.clients = clients;
        this.worker = worker;
        this.thread = thread;
    }

    /**
     * Many, for this instance alone.
     *
     * @param clients makes the factory for clients with these properties
     * @param thread of the producer's queues
     */
    public static TransactionSlots ofInstance(ProducerSettings settings, String idPrefix,
            Function<ClientProperties, ClientFactory> clients, Executor worker, QueueThread thread) {
        String prefix = Quoted.escape(idPrefix) + "-" + UUID.randomUUID() + "-";
        return new TransactionSlots(settings, number -> prefix + number, TransactionPool.MOST, clients, worker, thread);
    }

    /** Returns a single slot whose id other instances have, too. The brokers fence all but the one that began with it last. */
    public static TransactionSlots shared(ProducerSettings settings, String id,
            Function<ClientProperties, ClientFactory> clients, Executor worker, QueueThread thread) {
        return new TransactionSlots(settings, number -> Quoted.escape(id), 1, clients, worker, thread);
    }

    @Override
    public TransactionSlot make(int number, Duration timeout) {
        String id = ids.apply(number);
        Duration longest = timeout.compareTo(settings.timeout()) > 0 ? timeout : settings.timeout();
        ClientProperties properties = settings.client().transactional(id, longest.plus(MARGIN));
        Connection connection = new Connection(settings.shownName(),
                with -> new TransactionalClientFactory(clients.apply(with), settings.timeout()), properties, worker);
        return new TransactionSlot(id, connection, this::queue, longest);
    }

    private SendQueue queue(Connection connection, ClientSession session) {
        SendQueue queue = new SendQueue(settings.shownName(), connection,
                new Capacity(settings.maxPendingRecords(), settings.maxPendingBytes()), Clock.SYSTEM, thread, session);
        thread.add(queue);
        return queue;
    }

    @Override
    public void ended(SendQueue queue) {
        thread.remove(queue);
    }

    /** A pool of them. */
    public TransactionPool pool() {
        return new TransactionPool(settings.name(), this, worker, most);
    }
}
