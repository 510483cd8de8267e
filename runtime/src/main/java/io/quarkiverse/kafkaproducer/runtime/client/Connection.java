package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.Login;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

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
    /** Of the application. A timer's thread may have that of one that ended long ago, and hands it on to the worker. */
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private final ReentrantLock lock = new ReentrantLock();
    private Listener listener;
    private CompletableFuture<KafkaClient> connecting;
    /** Being replaced; not closed before the worker comes to it, which after the end of the application it never does. */
    private KafkaClient replaced;
    private boolean ended;
    private long notBefore = System.nanoTime();
    private volatile KafkaClient client;
    private volatile ClientCreationException lastFailure;

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

    /** Why a client could not be made at the last attempt; null if it could, or if none was needed yet. */
    public ClientCreationException lastFailure() {
        return lastFailure;
    }

    public ClientProperties properties() {
        return properties;
    }

    /**
     * Has a client made unless there is one or one is being made. Does not wait for it.
     *
     * @return completes on a worker, with the client or a {@link ClientCreationException}
     */
    public CompletableFuture<KafkaClient> connect() {
        CompletableFuture<KafkaClient> attempt;
        long pause;
        lock.lock();
        try {
            if (client != null) {
                return CompletableFuture.completedFuture(client);
            }
            if (connecting != null) {
                return connecting;
            }
            attempt = new CompletableFuture<>();
            if (!ended) {
                connecting = attempt;
            }
            pause = notBefore - System.nanoTime();
        } finally {
            lock.unlock();
        }
        if (connecting != attempt) {
            attempt.completeExceptionally(closed());
            return attempt;
        }
        Executor when = pause <= 0 ? worker : CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, worker);
        when.execute(() -> create(attempt));
        return attempt;
    }

    private ClientCreationException closed() {
        return new ClientCreationException("The Kafka client of producer '" + name + "' is closed", null);
    }

    private void create(CompletableFuture<KafkaClient> attempt) {
        if (attempt.isDone()) {
            return;
        }
        KafkaClient made = null;
        ClientCreationException failure = null;
        try {
            made = new KafkaClient(make(), properties);
        } catch (ClientCreationException e) {
            failure = e;
        } catch (RuntimeException | LinkageError e) {
            failure = new ClientCreationException("The Kafka client of producer '" + name + "' cannot be created: "
                    + RootCause.messageOf(e), e);
        }
        boolean tooLate;
        lock.lock();
        try {
            connecting = null;
            replaced = null;
            tooLate = ended;
            lastFailure = failure;
            if (failure != null) {
                notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
            } else if (!tooLate) {
                client = made;
            }
        } finally {
            lock.unlock();
        }
        if (made != null && tooLate) {
            made.close(Duration.ZERO);
            failure = new ClientCreationException("The producer '" + name + "' was closed while its Kafka client was made",
                    null);
        }
        if (failure != null) {
            listener.connectionFailed(failure);
            attempt.completeExceptionally(failure);
        } else {
            listener.connected();
            attempt.complete(made);
        }
    }

    private Producer<Object, byte[]> make() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            return factory.create(listener::metadataArrived);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** This client is dead: another is made. What the old one still holds fails through its callbacks. */
    public void discard(KafkaClient dead, Exception reason) {
        if (replace(dead, reason, worker)) {
            LOG.warnf("The Kafka client of producer '%s' has failed for good and is replaced: %s", name, reason);
        }
    }

    /** The brokers do not let this client in. One with other credentials they may, where a provider is asked for them. */
    public void refused(KafkaClient client, Exception reason) {
        Login login = properties.login();
        if (reason instanceof SaslAuthenticationException && login != null && login.provider() != null && replace(client,
                reason, CompletableFuture.delayedExecutor(PAUSE_AFTER_FAILURE.toNanos(), TimeUnit.NANOSECONDS, worker))) {
            LOG.warnf("The credentials of producer '%s' were refused and are asked for again", name);
        }
    }

    private boolean replace(KafkaClient old, Exception reason, Executor when) {
        CompletableFuture<KafkaClient> attempt = new CompletableFuture<>();
        lock.lock();
        try {
            if (client != old) {
                return false;
            }
            old.failed(reason);
            client = null;
            replaced = old;
            connecting = attempt;
        } finally {
            lock.unlock();
        }
        // one after the other, as both have the same client id
        when.execute(() -> {
            old.close(Duration.ZERO);
            create(attempt);
        });
        return true;
    }

    /** Closes the client for good, waiting at most this long for what it still holds. */
    public void close(Duration timeout) {
        KafkaClient last;
        KafkaClient failed;
        CompletableFuture<KafkaClient> attempt;
        lock.lock();
        try {
            ended = true;
            last = client;
            client = null;
            failed = replaced;
            attempt = connecting;
        } finally {
            lock.unlock();
        }
        if (attempt != null) {
            attempt.completeExceptionally(closed());
        }
        if (failed != null) {
            failed.close(Duration.ZERO);
        }
        if (last != null) {
            last.close(timeout);
        }
    }
}
