package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.queue.Client;
import io.quarkiverse.kafkaproducer.runtime.queue.ClientEvents;
import io.quarkiverse.kafkaproducer.runtime.queue.ClientSession;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;

/**
 * A transactional id with its client, for one transaction at a time. The id is kept when the client is replaced: the new one
 * has the broker abort at once what the old one left open, which would hold up read-committed consumers otherwise.
 */
final class TransactionSlot implements ClientEvents {

    private final String transactionalId;
    private final Connection connection;
    private final BiFunction<Connection, ClientSession, SendQueue> queues;
    private final Duration transactionTimeout;
    private volatile SendQueue queue;
    private volatile Transaction transaction;
    private volatile boolean cutOff;
    /** The reason to replace its client after its transaction; null if there is none. */
    private volatile String refresh;
    private ClientSession session;
    private volatile KafkaClient sessionOf;
    private volatile long usedAt = System.nanoTime();

    /** @param queues makes the queue of one transaction */
    TransactionSlot(String transactionalId, Connection connection, BiFunction<Connection, ClientSession, SendQueue> queues,
            Duration transactionTimeout) {
        this.transactionalId = transactionalId;
        this.connection = connection;
        this.queues = queues;
        this.transactionTimeout = transactionTimeout;
        connection.listener(this);
    }

    String transactionalId() {
        return transactionalId;
    }

    Connection connection() {
        return connection;
    }

    /** Returns the longest time of a transaction; a little later the broker aborts it by itself. */
    Duration transactionTimeout() {
        return transactionTimeout;
    }

    /** Returns when it was used last, by {@link System#nanoTime()}. */
    long usedAt() {
        return usedAt;
    }

    /** Returns the client. It is made on a worker when it is needed first. */
    CompletableFuture<KafkaClient> client() {
        return connection.connected();
    }

    /** Makes the queue of a transaction that begins. What is known of topics goes on from one transaction to the next. */
    SendQueue begin(KafkaClient client) {
        if (sessionOf != client) {
            session = new ClientSession(client);
            sessionOf = client;
        }
        usedAt = System.nanoTime();
        queue = queues.apply(connection, session);
        return queue;
    }

    /** The transaction that it is used by, null if by none. */
    void usedBy(Transaction current) {
        transaction = current;
        if (current == null) {
            queue = null;
        } else if (cutOff) {
            // the producer was closed in this very moment
            current.cutOff();
        }
    }

    /** Ends its transaction, if there is one: the producer is closed. */
    void cutOff() {
        cutOff = true;
        Transaction current = transaction;
        if (current != null) {
            current.cutOff();
        }
    }

    /** Lets nothing begin any more. A transaction that waits for the client to be made is told so at once. */
    void refuse() {
        connection.endUnlessConnected();
    }

    /** The broker forgets ids that are not used for long. */
    void renewIdle() {
        connection.renew();
    }

    /** Lets its client be replaced before the next transaction begins. */
    void refreshLater(String why) {
        refresh = why;
    }

    /** Replaces its client if that was asked for. No transaction uses it. */
    void refreshIfAsked() {
        String why = refresh;
        if (why != null) {
            refresh = null;
            connection.refresh(why);
        }
    }

    /** Another client takes the place of its client, which is of no use any more. */
    void renew(Throwable reason) {
        discard(connection.client(), reason);
    }

    /** The same for the client of the last transaction, unless another one has its place already. */
    void renewUsed(Throwable reason) {
        discard(sessionOf, reason);
    }

    private void discard(KafkaClient client, Throwable reason) {
        if (client != null) {
            connection.discard(client, reason);
        }
    }

    int pendingRecords() {
        SendQueue current = queue;
        return current == null ? 0 : current.pendingRecords();
    }

    long pendingBytes() {
        SendQueue current = queue;
        return current == null ? 0 : current.pendingBytes();
    }

    void close(Duration timeout) {
        connection.close(timeout);
        SendQueue current = queue;
        if (current != null) {
            // it calls back no more
            current.clientClosed(sessionOf);
        }
    }

    // ---- the client tells the queue of the transaction

    @Override
    public void clientChanged() {
        SendQueue current = queue;
        if (current != null) {
            current.clientChanged();
        }
    }

    @Override
    public void clientFailed(ClientCreationException failure) {
        SendQueue current = queue;
        if (current != null) {
            current.clientFailed(failure);
        }
    }

    @Override
    public void clientClosed(Client client) {
        SendQueue current = queue;
        if (current != null) {
            current.clientClosed(client);
            if (client == sessionOf) {
                // no other client can go on with its transaction
                current.abort(Failure.becauseOfAnother(client.failure()));
            }
        }
    }

    @Override
    public void metadataArrived() {
        SendQueue current = queue;
        if (current != null) {
            current.metadataArrived();
        }
    }
}
