package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.Login;

/**
 * The Kafka client of a producer: made on first need, on a worker; replaced when it has failed for good; closed with the
 * producer.
 */
public final class Connection {

    private static final Logger LOG = Logger.getLogger(Connection.class);

    /** So that sends to a host name that does not resolve do not keep a worker busy with resolving it. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

    /** What happens to the client, told on a worker or, for metadata, on Kafka's network thread. */
    public interface Listener {

        void connected();

        void connectionFailed(ClientCreationException failure);

        void metadataArrived();
    }

    private final String name;
    private final ClientFactory factory;
    private final ClientProperties properties;
    private final Executor worker;
    private final ReentrantLock lock = new ReentrantLock();
    private Listener listener;
    private boolean connecting;
    private boolean closed;
    private long notBefore = System.nanoTime();
    private volatile KafkaClient client;

    public Connection(String name, ClientFactory factory, ClientProperties properties, Executor worker) {
        this.name = name;
        this.factory = factory;
        this.properties = properties;
        this.worker = worker;
    }

    public void listener(Listener listener) {
        this.listener = listener;
    }

    /** Null while there is none. */
    public KafkaClient client() {
        return client;
    }

    public ClientProperties properties() {
        return properties;
    }

    /** Has a client made unless there is one or one is being made. Does not wait for it. */
    public void connect() {
        long pause;
        lock.lock();
        try {
            if (closed || connecting || client != null) {
                return;
            }
            connecting = true;
            pause = notBefore - System.nanoTime();
        } finally {
            lock.unlock();
        }
        Executor when = pause <= 0 ? worker : CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, worker);
        when.execute(this::create);
    }

    /**
     * Makes the client now, on this thread, for a caller who wants to know that it can be made.
     *
     * @throws ClientCreationException if it cannot
     */
    public void connectNow() {
        lock.lock();
        try {
            if (closed || connecting || client != null) {
                return;
            }
            connecting = true;
        } finally {
            lock.unlock();
        }
        ClientCreationException failure = create();
        if (failure != null) {
            throw failure;
        }
    }

    /** Tells the listener; also gives the failure, or null. */
    private ClientCreationException create() {
        KafkaClient made = null;
        ClientCreationException failure = null;
        try {
            made = new KafkaClient(factory.create(listener::metadataArrived), properties);
        } catch (ClientCreationException e) {
            failure = e;
        } catch (RuntimeException | LinkageError e) {
            failure = new ClientCreationException("The Kafka client of producer '" + name + "' cannot be created: " + e, e);
        }
        boolean tooLate;
        lock.lock();
        try {
            connecting = false;
            tooLate = closed;
            if (failure != null) {
                notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
            } else if (!tooLate) {
                client = made;
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            listener.connectionFailed(failure);
        } else if (tooLate) {
            made.close(Duration.ZERO);
        } else {
            listener.connected();
        }
        return failure;
    }

    /** This client is dead: the next {@link #connect()} makes another. What it still holds fails through its callbacks. */
    public void discard(KafkaClient dead, Throwable reason) {
        if (replace(dead, worker)) {
            LOG.warnf("The Kafka client of producer '%s' has failed for good and is replaced: %s", name, reason);
        }
    }

    /** The brokers do not let this client in. One with other credentials they may, where a provider is asked for them. */
    public void refused(KafkaClient client, Throwable reason) {
        Login login = properties.login();
        if (reason instanceof SaslAuthenticationException && login != null && login.provider() != null && replace(client,
                CompletableFuture.delayedExecutor(PAUSE_AFTER_FAILURE.toNanos(), TimeUnit.NANOSECONDS, worker))) {
            LOG.warnf("The credentials of producer '%s' were refused and are asked for again", name);
        }
    }

    private boolean replace(KafkaClient old, Executor when) {
        lock.lock();
        try {
            if (client != old) {
                return false;
            }
            client = null;
            connecting = true;
        } finally {
            lock.unlock();
        }
        // one after the other, as both have the same client id
        when.execute(() -> {
            old.close(Duration.ZERO);
            create();
        });
        return true;
    }

    /** Closes the client for good, waiting at most this long for what it still holds. */
    public void close(Duration timeout) {
        KafkaClient last;
        lock.lock();
        try {
            closed = true;
            last = client;
            client = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close(timeout);
        }
    }
}
