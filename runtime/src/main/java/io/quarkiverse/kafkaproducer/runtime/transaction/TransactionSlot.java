package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;
import io.quarkiverse.kafkaproducer.runtime.send.SubmissionQueue;

/** A transactional id with its client, for one transaction at a time. */
final class TransactionSlot {

    private final String transactionalId;
    private final Connection connection;
    private final SubmissionQueue queue;
    private final Duration transactionTimeout;

    TransactionSlot(String transactionalId, Connection connection, SubmissionQueue queue, Duration transactionTimeout) {
        this.transactionalId = transactionalId;
        this.connection = connection;
        this.queue = queue;
        this.transactionTimeout = transactionTimeout;
    }

    String transactionalId() {
        return transactionalId;
    }

    SubmissionQueue queue() {
        return queue;
    }

    Connection connection() {
        return connection;
    }

    /** How long a transaction may take; a little later the broker aborts it by itself. */
    Duration transactionTimeout() {
        return transactionTimeout;
    }

    /** Made on a worker when it is needed first. */
    CompletableFuture<KafkaClient> client() {
        return connection.connect();
    }

    void close(Duration timeout) {
        queue.close(timeout);
    }
}
