package io.quarkiverse.kafkaproducer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends Java objects to Kafka topics and returns when the broker has acknowledged them.
 *
 * <pre>
 * &#64;Inject
 * Producer producer;
 *
 * RecordMetadata written = producer.send("orders", order, "user-123");
 * </pre>
 *
 * <b>Values</b> are written as JSON by the application's {@code ObjectMapper} bean, on the caller's thread, so whatever
 * that mapper can write can be sent. A null value is a tombstone: a record without a value, as compacted topics
 * understand it. The JSON {@code null} is {@code com.fasterxml.jackson.databind.node.NullNode}.
 * <p>
 * <b>Keys</b> are a {@code String}, sent as UTF-8, a {@code byte[]}, or absent. Records with the same key go to the same
 * partition and keep their order there.
 * <p>
 * <b>Acknowledgment.</b> A send returns when all in-sync replicas have the record ({@code acks=all}), written once
 * ({@code enable.idempotence=true}).
 * <p>
 * <b>The timeout</b> covers everything that a send may have to wait for: a serializer that does I/O, the client being made,
 * the topic's metadata, room in the queue, buffer space and the acknowledgment. It is {@code quarkus.kafka-producer.timeout},
 * 10 seconds by default,
 * where the call does not give one. A call returns within its timeout plus 100 ms, whatever is broken.
 * <p>
 * <b>Threads.</b> A producer is shared by any number of threads. Every method blocks its caller, which must therefore be
 * a worker or a virtual thread: on an event loop thread a call is refused. Records that one thread sends one after another
 * to one topic and key arrive in that order.
 * <p>
 * <b>Errors.</b> Every record handed in ends as acknowledged or as one of these, which every {@code send} may throw:
 * <ul>
 * <li>{@link IllegalArgumentException}: the topic is null, empty or not a legal Kafka topic name; the timeout is not positive
 * or above {@code delivery.timeout.ms}. Nothing was sent.</li>
 * <li>{@link io.quarkus.runtime.BlockingOperationNotAllowedException}: the call was made on an event loop thread. Nothing
 * was sent.</li>
 * <li>{@link ValueSerializationException}: the value cannot be written. Nothing was sent. It is retriable where the fault may
 * pass.</li>
 * <li>{@link SendTimeoutException}: the timeout passed; {@link SendException#outcome()} tells whether the record may
 * nevertheless have been written, or may still be.</li>
 * <li>{@link SendRejectedException}: the record was refused; it comes as soon as this is known.</li>
 * <li>{@link SendInterruptedException}: the waiting thread was interrupted.</li>
 * <li>{@link ProducerClosedException}: the application is shutting down.</li>
 * </ul>
 * Each send leaves a {@linkplain io.quarkiverse.kafkaproducer.footprint.Footprint footprint} in the log.
 */
public interface Producer {

    /**
     * Sends a value without a key, within the configured timeout.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @return where the record was written
     * @throws IllegalArgumentException if the topic is not legal
     * @throws SendException if the record was not acknowledged
     */
    RecordMetadata send(String topic, Object value);

    /**
     * Sends a value without a key.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param timeout how long this call may take; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written
     * @throws IllegalArgumentException if the topic or the timeout is not legal
     * @throws SendException if the record was not acknowledged
     */
    RecordMetadata send(String topic, Object value, Duration timeout);

    /**
     * Sends a value with a text key, within the configured timeout.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @return where the record was written
     * @throws IllegalArgumentException if the topic is not legal
     * @throws SendException if the record was not acknowledged
     */
    RecordMetadata send(String topic, Object value, String key);

    /**
     * Sends a value with a text key.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @param timeout how long this call may take; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written
     * @throws IllegalArgumentException if the topic or the timeout is not legal
     * @throws SendException if the record was not acknowledged
     */
    RecordMetadata send(String topic, Object value, String key, Duration timeout);

    /**
     * Sends a value with a binary key, within the configured timeout.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as it is, or null for none
     * @return where the record was written
     * @throws IllegalArgumentException if the topic is not legal
     * @throws SendException if the record was not acknowledged
     */
    RecordMetadata send(String topic, Object value, byte[] key);

    /**
     * Sends a value with a binary key.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as it is, or null for none
     * @param timeout how long this call may take; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written
     * @throws IllegalArgumentException if the topic or the timeout is not legal
     * @throws SendException if the record was not acknowledged
     */
    RecordMetadata send(String topic, Object value, byte[] key, Duration timeout);

    /**
     * Sends a record, which may have headers, a partition and a timestamp, within the configured timeout. The record stays as
     * it is: its headers are copied.
     *
     * @param record its key is a {@code String}, a {@code byte[]} or null
     * @return where the record was written
     * @throws IllegalArgumentException if the record is null, or its topic or its key is not legal
     * @throws SendException if the record was not acknowledged
     */
    RecordMetadata send(ProducerRecord<?, ?> record);

    /**
     * Sends a record, which may have headers, a partition and a timestamp. The record stays as it is: its headers are copied.
     *
     * @param record its key is a {@code String}, a {@code byte[]} or null
     * @param timeout how long this call may take; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written
     * @throws IllegalArgumentException if the record is null, or its topic, its key or the timeout is not legal
     * @throws SendException if the record was not acknowledged
     */
    RecordMetadata send(ProducerRecord<?, ?> record, Duration timeout);

    /**
     * Sends records together, within the configured timeout for all of them. One that fails does not stop the others.
     *
     * @param records sent in their order; none of them null
     * @return where the records were written, in their order
     * @throws IllegalArgumentException if any record, its topic or its key is not legal; nothing was sent
     * @throws BatchSendException if any was not acknowledged; it tells of each
     */
    List<RecordMetadata> sendAll(Collection<? extends ProducerRecord<?, ?>> records);

    /**
     * Sends records together. One that fails does not stop the others.
     *
     * @param records sent in their order; none of them null
     * @param timeout how long this call may take; positive, at most {@code delivery.timeout.ms}
     * @return where the records were written, in their order
     * @throws IllegalArgumentException if any record, its topic, its key or the timeout is not legal; nothing was sent
     * @throws BatchSendException if any was not acknowledged; it tells of each
     */
    List<RecordMetadata> sendAll(Collection<? extends ProducerRecord<?, ?>> records, Duration timeout);

    /**
     * Runs work in a Kafka transaction, within the configured timeout: commits when the work returns, aborts when it throws or
     * has called {@link ProducerTransaction#markForAbort()}. Read-committed consumers see all that it sent, or nothing.
     *
     * @param work runs on the caller's thread; what it throws is thrown to the caller as it is
     * @throws IllegalStateException if {@code transactional-id-prefix} is not set, or inside another transaction
     * @throws TransactionException if it was not committed, or if that is not known
     */
    void runInTransaction(Consumer<ProducerTransaction> work);

    /**
     * Runs work in a Kafka transaction: commits when the work returns, aborts when it throws or has called
     * {@link ProducerTransaction#markForAbort()}. Read-committed consumers see all that it sent, or nothing.
     *
     * @param timeout how long it may take until it is committed, from the call, including the wait for a free client and the
     *        work; positive, at most {@code delivery.timeout.ms}. Work that takes longer is not interrupted, but aborted when
     *        it returns.
     * @param work runs on the caller's thread; what it throws is thrown to the caller as it is
     * @throws IllegalArgumentException if the timeout is not legal
     * @throws IllegalStateException if {@code transactional-id-prefix} is not set, or inside another transaction
     * @throws TransactionException if it was not committed, or if that is not known
     */
    void runInTransaction(Duration timeout, Consumer<ProducerTransaction> work);

    /**
     * Runs work in a transaction and returns its result, like {@link #runInTransaction(Consumer)}.
     *
     * @param work runs on the caller's thread; what it throws is thrown to the caller as it is
     * @param <R> what the work returns
     * @return what the work returned, after the commit
     * @throws IllegalStateException if {@code transactional-id-prefix} is not set, or inside another transaction
     * @throws TransactionException if it was not committed, or if that is not known
     */
    <R> R callInTransaction(Function<ProducerTransaction, R> work);

    /**
     * Runs work in a transaction and returns its result, like {@link #runInTransaction(Duration, Consumer)}.
     *
     * @param timeout how long it may take until it is committed; positive, at most {@code delivery.timeout.ms}
     * @param work runs on the caller's thread; what it throws is thrown to the caller as it is
     * @param <R> what the work returns
     * @return what the work returned, after the commit
     * @throws IllegalArgumentException if the timeout is not legal
     * @throws IllegalStateException if {@code transactional-id-prefix} is not set, or inside another transaction
     * @throws TransactionException if it was not committed, or if that is not known
     */
    <R> R callInTransaction(Duration timeout, Function<ProducerTransaction, R> work);
}
