package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Makes the clients of one transactional id, ready to begin. {@code initTransactions} is called until it succeeds, as each
 * call waits for no longer than the client's {@code max.block.ms}, which is short, or until nobody wants the client any more.
 */
public final class TransactionalClientFactory implements ClientFactory {

    private final ClientFactory clients;
    private final Duration timeout;

    public TransactionalClientFactory(ClientFactory clients, Duration timeout) {
        this.clients = clients;
        this.timeout = timeout;
    }

    @Override
    public Producer<Object, byte[]> create(ClientCallbacks callbacks) {
        Producer<Object, byte[]> producer = clients.create(callbacks);
        long end = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                try {
                    producer.initTransactions();
                    return producer;
                } catch (TimeoutException e) {
                    if (!callbacks.isWanted()) {
                        throw new KafkaException("The producer was closed while the transactional id was registered", e);
                    }
                    if (System.nanoTime() - end >= 0) {
                        throw new TimeoutException("The transactional id could not be registered within " + timeout.toMillis()
                                + " ms", e);
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }
}
