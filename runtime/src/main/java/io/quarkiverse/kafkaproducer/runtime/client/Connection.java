package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.SaslCredentials;
import io.quarkiverse.kafkaproducer.runtime.failure.Cause;
import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.failure.WaitReason;
import io.quarkiverse.kafkaproducer.runtime.queue.Client;
import io.quarkiverse.kafkaproducer.runtime.queue.ClientEvents;
import io.quarkiverse.kafkaproducer.runtime.queue.ClientSource;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/**
 * The Kafka client of a producer: made on first need, on a worker; replaced when it does not work any more, whatever the
 * reason; closed with the producer.
 */
public final class Connection implements ClientSource {

    private static final Logger LOG = Logger.getLogger(Connection.class);

    /** The pause between attempts to make a client. A host name that does not resolve must not keep a worker busy. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);
    /** Batches of other topics may end in it, while one topic refuses them. */
    private static final Duration TIME_TO_FINISH = Duration.ofMillis(300);
    /** A client that works is to finish what it has: nothing has to end as unknown for a certificate that is renewed. */
    private static final Duration TIME_TO_FINISH_AT_WORK = Duration.ofSeconds(5);
    /** A client whose threads hang is not waited for any longer. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final String name;
    private final Function<ClientProperties, ClientFactory> clients;
    private final Executor worker;
    /**
     * The application's class loader. A timer's thread may have that of an application that ended long ago, and hands it on to
     * the worker.
     */
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private final ReentrantLock lock = new ReentrantLock();
    private ClientEvents listener;
    private ClientProperties properties;
    private CompletableFuture<KafkaClient> connecting;
    /** Being replaced; not closed before the worker comes to it, which after the end of the application it never does. */
    private KafkaClient replaced;
    private volatile boolean ended;
    /** Changes when clients made before are out of date. */
    private int version;
    private long notBefore = System.nanoTime();
    private volatile KafkaClient client;
    private volatile ClientCreationException lastFailure;
    /** The brokers' latest reason not to let the client in; null once they have. */
    private volatile Exception lastRefusal;

    /** @param clients makes the factory for clients with these properties */
    public Connection(String name, Function<ClientProperties, ClientFactory> clients, ClientProperties properties,
            Executor worker) {
        this.name = name;
        this.clients = clients;
        this.properties = properties;
        this.worker = worker;
    }

    public void listener(ClientEvents listener) {
        this.listener = listener;
    }

    @Override
    public KafkaClient client() {
        return client;
    }

    /** Returns why a client could not be made at the last attempt; null if it could, or if none was needed yet. */
    public ClientCreationException lastFailure() {
        return lastFailure;
    }

    /** Returns what the next client is made with. */
    public ClientProperties properties() {
        lock.lock();
        try {
            return properties;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Wait waitForClient() {
        Exception refusal = lastRefusal;
        if (refusal != null) {
            return Wait.CLIENT.because(refused(refusal));
        }
        ClientCreationException failure = lastFailure;
        if (failure == null) {
            return Wait.CLIENT;
        }
        return Wait.CLIENT.because(KafkaErrors.isUnresolvable(failure)
                ? Cause.hostNotResolvable(properties().bootstrapServers())
                : new Cause(WaitReason.CLIENT, names -> "the last error: " + failure.getMessage()));
    }

    /** Returns why the brokers do not let clients in, as far as they have said so since they let one in; else null. */
    public Cause refusal() {
        Exception refusal = lastRefusal;
        return refusal == null ? null : refused(refusal);
    }

    private Cause refused(Exception refusal) {
        ClientProperties with = properties();
        return Cause.authenticationFailed(with.shownLogin(), with.bootstrapServers(), KafkaErrors.text(refusal));
    }

    @Override
    public void connect() {
        connected();
    }

    /**
     * Lets a client be made unless there is one or one is being made. Does not wait for it.
     *
     * @return completes on a worker, with the client or a {@link ClientCreationException}
     */
    public CompletableFuture<KafkaClient> connected() {
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
            if (ended) {
                attempt.completeExceptionally(closed());
                return attempt;
            }
            connecting = attempt;
            pause = notBefore - System.nanoTime();
        } finally {
            lock.unlock();
        }
        execute(pause, () -> create(attempt), attempt);
        return attempt;
    }

    private void execute(long pause, Runnable task, CompletableFuture<KafkaClient> attempt) {
        if (pause > 0) {
            CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(() -> execute(0, task, attempt));
            return;
        }
        try {
            worker.execute(task);
        } catch (RejectedExecutionException e) {
            // the application ends
            failed(attempt, new ClientCreationException("The Kafka client of producer '" + name
                    + "' cannot be created: no worker takes the task", e));
        }
    }

    private ClientCreationException closed() {
        return new ClientCreationException("The Kafka client of producer '" + name + "' is closed", null);
    }

    private void create(CompletableFuture<KafkaClient> attempt) {
        if (attempt.isDone()) {
            return;
        }
        int versionOfAttempt = version();
        KafkaClient made;
        try {
            made = make();
        } catch (ClientCreationException e) {
            failed(attempt, e);
            return;
        } catch (RuntimeException | Error e) {
            failed(attempt, new ClientCreationException("The Kafka client of producer '" + name + "' cannot be created: "
                    + RootCause.messageOf(e), e));
            return;
        }
        lock.lock();
        try {
            connecting = null;
            replaced = null;
            lastFailure = null;
            if (!ended) {
                client = made;
            }
        } finally {
            lock.unlock();
        }
        if (client != made) {
            made.close(Duration.ZERO);
            failed(attempt, new ClientCreationException("The producer '" + name + "' was closed while its Kafka client was "
                    + "made", null));
            return;
        }
        attempt.complete(made);
        listener.clientChanged();
        if (versionOfAttempt != version()) {
            replaceAtWork(made, "it was made while its certificates changed");
        }
    }

    private int version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    private void failed(CompletableFuture<KafkaClient> attempt, ClientCreationException failure) {
        lock.lock();
        try {
            if (connecting == attempt) {
                connecting = null;
            }
            lastFailure = failure;
            notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
        } finally {
            lock.unlock();
        }
        attempt.completeExceptionally(failure);
        listener.clientFailed(failure);
    }

    private KafkaClient make() {
        ClientProperties with = properties();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            KafkaClient.Listener callbacks = new KafkaClient.Listener(with, this::metadataArrived, () -> !ended);
            Producer<Object, byte[]> producer = clients.apply(with).create(callbacks);
            return new KafkaClient(producer, callbacks, worker);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void metadataArrived() {
        lastRefusal = null;
        listener.metadataArrived();
    }

    @Override
    public void discard(Client dead, Throwable reason) {
        Duration timeToFinish = Duration.ZERO;
        if (reason instanceof BatchesTooLargeException tooLarge) {
            timeToFinish = TIME_TO_FINISH;
            lock.lock();
            try {
                if (client == dead) {
                    properties = properties.withBatchSize(tooLarge.smallerBatchSize());
                }
            } finally {
                lock.unlock();
            }
        }
        if (replace(dead, reason, timeToFinish, Duration.ZERO)) {
            LOG.warnf("The Kafka client of producer '%s' has failed for good and is replaced: %s", name,
                    KnownSecrets.hide(reason));
        }
    }

    /**
     * Replaces a client that works by one that is made anew, with other certificates. It finishes what it has; meanwhile sends
     * wait.
     *
     * @param why completes the sentence "is replaced, as"
     */
    public void refresh(String why) {
        lock.lock();
        try {
            version++;
        } finally {
            lock.unlock();
        }
        replaceAtWork(client, why);
    }

    private void replaceAtWork(KafkaClient old, String why) {
        if (old != null && replace(old, new KafkaException("The client is replaced, as " + why), TIME_TO_FINISH_AT_WORK,
                Duration.ZERO)) {
            LOG.infof("The Kafka client of producer '%s' is replaced, as %s", name, why);
        }
    }

    /** Replaces a client that may work, or may not: it has not been used for long. */
    public void renew() {
        KafkaClient old = client;
        if (old != null && replace(old, new KafkaException("The client has not been used for long"), Duration.ZERO,
                Duration.ZERO)) {
            LOG.debugf("A Kafka client of producer '%s' has not been used for long and is replaced", name);
        }
    }

    /** A client that was refused once stays so. Another one may be let in: with other credentials, or with other rights. */
    @Override
    public void refused(Client refused, Exception reason) {
        if (reason instanceof AuthenticationException) {
            lastRefusal = reason;
            if (replace(refused, reason, Duration.ZERO, PAUSE_AFTER_FAILURE)) {
                SaslCredentials login = properties().login();
                if (login != null && login.provider() != null) {
                    LOG.warnf("The credentials of producer '%s' were refused and are asked for again", name);
                } else {
                    LOG.warnf("The brokers do not let the Kafka client of producer '%s' in, and it is replaced: %s", name,
                            KnownSecrets.hide(refused(reason).text(properties().names())));
                }
            }
        }
    }

    private boolean replace(Client old, Throwable reason, Duration timeToFinish, Duration pause) {
        CompletableFuture<KafkaClient> attempt = new CompletableFuture<>();
        KafkaClient dead;
        lock.lock();
        try {
            dead = client;
            if (dead == null || dead != old) {
                return false;
            }
            dead.failed(reason);
            client = null;
            replaced = dead;
            connecting = attempt;
        } finally {
            lock.unlock();
        }
        CompletableFuture<Void> closed = new CompletableFuture<>();
        execute(0, () -> close(dead, timeToFinish, closed), attempt);
        // one after the other, as both have the same client id
        long longest = Math.max(LONGEST_CLOSE.toMillis(), timeToFinish.toMillis());
        closed.completeOnTimeout(null, longest, TimeUnit.MILLISECONDS).thenRun(() -> {
            listener.clientClosed(dead);
            execute(pause.toNanos(), () -> create(attempt), attempt);
        });
        return true;
    }

    private static void close(KafkaClient dead, Duration timeToFinish, CompletableFuture<Void> closed) {
        try {
            dead.close(timeToFinish);
        } finally {
            closed.complete(null);
        }
    }

    /** Makes no client any more, if there is none now: who waits for one is told so at once. */
    public void endUnlessConnected() {
        CompletableFuture<KafkaClient> attempt;
        lock.lock();
        try {
            if (client != null) {
                return;
            }
            ended = true;
            attempt = connecting;
        } finally {
            lock.unlock();
        }
        if (attempt != null) {
            attempt.completeExceptionally(closed());
        }
    }

    /** Closes the client for good, waiting at most this long for what it still holds. Blocks. */
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
