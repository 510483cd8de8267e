package io.quarkiverse.kafkaproducer.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.json.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.send.SubmissionQueue;

/** One producer, put together: the path that its sends go, and its end. Its faces are made from the path. */
public final class OpenProducer implements AutoCloseable {

    private final ProducerSettings settings;
    private final ValueEncoder encoder;
    private final SubmissionQueue queue;
    private final SendPath path;
    private final Duration closeTimeout;
    private final Connection connection;

    public OpenProducer(ProducerSettings settings, ClientFactory clients, ValueEncoder encoder, SendObserver observer,
            Executor worker) {
        this.settings = settings;
        this.encoder = encoder;
        this.connection = new Connection(settings.name(), clients, settings.client(), worker);
        this.queue = new SubmissionQueue(settings.name(), connection, settings.maxPendingRecords(), settings.maxPendingBytes(),
                new OnWorker(observer, worker));
        this.path = new SendPath(settings.name(), encoder, queue, observer, settings.timeout(),
                settings.client().deliveryTimeout());
        this.closeTimeout = settings.closeTimeout();
    }

    ProducerSettings settings() {
        return settings;
    }

    ValueEncoder encoder() {
        return encoder;
    }

    public SendPath path() {
        return path;
    }

    /**
     * Makes its client now rather than on the first send.
     *
     * @throws ClientCreationException if it cannot be made
     */
    void connect() {
        connection.connectNow();
    }

    /** Finishes what is on its way, within {@code close-timeout}. Blocks. */
    @Override
    public void close() {
        queue.close(closeTimeout);
    }

    /** For what is learnt on Kafka's network thread. */
    private record OnWorker(SendObserver observer, Executor worker) implements SendObserver {

        @Override
        public void acknowledged(Submission submission, RecordMetadata metadata) {
            worker.execute(() -> observer.acknowledged(submission, metadata));
        }

        @Override
        public void failed(Submission submission, SendException failure) {
            worker.execute(() -> observer.failed(submission, failure));
        }

        @Override
        public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
            worker.execute(() -> observer.acknowledgedLate(submission, metadata));
        }

        @Override
        public void clientNotCreated(String controller, ClientCreationException failure) {
            worker.execute(() -> observer.clientNotCreated(controller, failure));
        }
    }
}
