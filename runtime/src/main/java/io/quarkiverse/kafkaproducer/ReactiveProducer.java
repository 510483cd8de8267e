package io.quarkiverse.kafkaproducer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.smallrye.common.annotation.CheckReturnValue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Sends Java objects to Kafka topics without ever blocking its caller: the reactive twin of {@link Producer}, over the same
 * path, with the same values, keys, deadline and outcomes.
 *
 * <pre>
 * &#64;Inject
 * ReactiveProducer producer;
 *
 * Uni&lt;RecordMetadata&gt; written = producer.send("orders", order, "user-123");
 * </pre>
 *
 * <b>Every {@code Uni} is lazy.</b> A send happens at subscription, and once for each subscription: the value is written
 * as JSON then, on the subscriber's thread.
 * <p>
 * <b>Threads.</b> No method and no subscription blocks, whatever is broken: a client is made on a worker, and a record waits
 * for metadata and buffer space in a queue. A {@code Uni} completes on the Vert.x context on which it was subscribed to, or
 * on a worker if there was none; never on Kafka's network thread. A JTA transaction of the subscriber is not propagated to
 * there: it stays on the thread that ends it.
 * <p>
 * <b>Failures</b> come through the {@code Uni}; they are those of {@link Producer}, and one more:
 * <ul>
 * <li>{@link IllegalArgumentException}: the topic, the key, the timeout or the record is not legal. Nothing was sent.</li>
 * <li>{@link SendRejectedException}, too, when the queue is full ({@code max-pending-records}, {@code max-pending-bytes}): at
 * once, as nothing here waits for room. It is retriable.</li>
 * <li>{@link ValueSerializationException}, {@link SendTimeoutException}, {@link ProducerClosedException} as there.</li>
 * </ul>
 * <b>Cancelling</b> takes the record back if it has not been handed to the Kafka client. Otherwise the send goes on and leaves
 * its footprint.
 */
public interface ReactiveProducer {

    /**
     * Sends a value without a key, within the configured timeout.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @return where the record was written, or a failure as listed above
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(String topic, Object value);

    /**
     * Sends a value without a key.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param timeout how long the send may take, from the subscription; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written, or a failure as listed above
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(String topic, Object value, Duration timeout);

    /**
     * Sends a value with a text key, within the configured timeout.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @return where the record was written, or a failure as listed above
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(String topic, Object value, String key);

    /**
     * Sends a value with a text key.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @param timeout how long the send may take, from the subscription; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written, or a failure as listed above
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(String topic, Object value, String key, Duration timeout);

    /**
     * Sends a value with a binary key, within the configured timeout.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as it is, or null for none
     * @return where the record was written, or a failure as listed above
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(String topic, Object value, byte[] key);

    /**
     * Sends a value with a binary key.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as it is, or null for none
     * @param timeout how long the send may take, from the subscription; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written, or a failure as listed above
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(String topic, Object value, byte[] key, Duration timeout);

    /**
     * Sends a record, which may have headers, a partition and a timestamp, within the configured timeout. The record stays as
     * it is: its headers are copied.
     *
     * @param record its key is a {@code String}, a {@code byte[]} or null
     * @return where the record was written, or a failure as listed above
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(ProducerRecord<?, ?> record);

    /**
     * Sends a record, which may have headers, a partition and a timestamp. The record stays as it is: its headers are copied.
     *
     * @param record its key is a {@code String}, a {@code byte[]} or null
     * @param timeout how long the send may take, from the subscription; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written, or a failure as listed above
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(ProducerRecord<?, ?> record, Duration timeout);

    /**
     * Sends records together, within the configured timeout for all of them. One that fails does not stop the others.
     *
     * @param records sent in their order; none of them null
     * @return where the records were written, in their order; fails with
     *         {@link BatchSendException} if any was not acknowledged, which tells of each
     */
    @CheckReturnValue
    Uni<List<RecordMetadata>> sendAll(Collection<? extends ProducerRecord<?, ?>> records);

    /**
     * Sends records together. One that fails does not stop the others.
     *
     * @param records sent in their order; none of them null
     * @param timeout how long the send may take, from the subscription; positive, at most {@code delivery.timeout.ms}
     * @return where the records were written, in their order; fails with
     *         {@link BatchSendException} if any was not acknowledged, which tells of each
     */
    @CheckReturnValue
    Uni<List<RecordMetadata>> sendAll(Collection<? extends ProducerRecord<?, ?>> records, Duration timeout);

    /**
     * Sends a stream of records, which may be longer than memory: no more are requested from it than can be on their way.
     * Each record has the configured timeout from when it is taken from the stream. A record that fails is an item like the
     * others, and the stream goes on.
     *
     * @param records sent in their order; a record that is not legal is an item with a {@link SendRejectedException} whose
     *        cause is the {@link IllegalArgumentException}; a failure of this stream ends the returned one
     * @return how each record ended, in the order in which they do; lazy
     */
    @CheckReturnValue
    Multi<SendResult> sendAll(Multi<? extends ProducerRecord<?, ?>> records);

    /**
     * Runs work in a Kafka transaction, within the configured timeout: commits when the work's {@code Uni} completes, aborts
     * when it fails, when the subscriber cancels, or if {@link ReactiveProducerTransaction#markForAbort()} was called.
     *
     * @param work called once for each subscription, where sends complete; null is not allowed as what it returns
     * @param <R> what the work gives
     * @return what the work gave, after the commit; lazy. Fails with what the work failed with, with
     *         {@link TransactionException} if the transaction was not committed or that is not known, or with
     *         {@link IllegalStateException} if {@code transactional-id-prefix} is not set or inside another transaction.
     */
    @CheckReturnValue
    <R> Uni<R> withTransaction(Function<ReactiveProducerTransaction, Uni<R>> work);

    /**
     * Runs work in a transaction, like {@link #withTransaction(Function)}, with a timeout.
     *
     * @param timeout how long it may take until it is committed, from the subscription, including the wait for a free client
     *        and the work; positive, at most {@code delivery.timeout.ms}
     * @param work called once for each subscription, where sends complete; null is not allowed as what it returns
     * @param <R> what the work gives
     * @return what the work gave, after the commit; lazy
     */
    @CheckReturnValue
    <R> Uni<R> withTransaction(Duration timeout, Function<ReactiveProducerTransaction, Uni<R>> work);
}
