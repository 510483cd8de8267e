package io.quarkiverse.kafkaproducer.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.json.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.SubmissionQueue;

/** One producer, put together: the path that its sends go, and its end. Its faces are made from the path. */
public final class OpenProducer implements AutoCloseable {

    private final SubmissionQueue queue;
    private final SendPath path;
    private final Duration closeTimeout;

    public OpenProducer(ProducerSettings settings, ClientFactory clients, ValueEncoder encoder, SendObserver observer,
            Executor worker) {
        Connection connection = new Connection(settings.name(), clients, settings.client(), worker);
        this.queue = new SubmissionQueue(settings.name(), connection, settings.maxPendingRecords(), settings.maxPendingBytes(),
                (late, metadata) -> worker.execute(() -> observer.acknowledgedLate(late, metadata)));
        this.path = new SendPath(settings.name(), encoder, queue, observer, settings.timeout(),
                settings.client().deliveryTimeout());
        this.closeTimeout = settings.closeTimeout();
    }

    public SendPath path() {
        return path;
    }

    /** Finishes what is on its way, within {@code close-timeout}. Blocks. */
    @Override
    public void close() {
        queue.close(closeTimeout);
    }
}
