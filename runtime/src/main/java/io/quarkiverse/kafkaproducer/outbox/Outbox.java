package io.quarkiverse.kafkaproducer.outbox;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;

/**
 * Sends Java objects to Kafka topics as part of a database transaction: what is committed is published, what is rolled back
 * is not.
 *
 * <pre>
 * &#64;Inject
 * Outbox outbox;
 *
 * &#64;Transactional
 * void place(Order order) {
 *     entityManager.persist(order);
 *     outbox.send("orders", order, order.userId());
 * }
 * </pre>
 *
 * <b>A send</b> validates topic and key, encodes the value with the producer's own encoder and checks the size, so that
 * nothing is committed that can never be published. It touches neither the database nor Kafka and returns at once, on any
 * thread that has the transaction. The records of a transaction are written to the outbox table in one batch before it
 * completes, after Hibernate has flushed its own changes. A value may change after the call, it has been encoded.
 * <p>
 * <b>After the commit</b> the relay of this application, or of another replica of it, publishes the record as any other send
 * of the producer, with its footprint, metrics and trace, and then deletes the row. A record may be published more than once
 * where a process or a connection breaks at the wrong moment; every copy has the same header {@value #ID_HEADER}, the id that
 * the send returned, as text.
 * <p>
 * <b>Order.</b> Records of one producer, topic and key are published in the order in which their rows were inserted, each
 * after the acknowledgment of the one before, also past failures. Where the application locks the data that the records tell
 * of before it commits, as an {@code UPDATE} does, this is the order of the commits.
 * <p>
 * <b>Transactions.</b> A send belongs to the JTA transaction of the calling thread; with {@code REQUIRES_NEW} the inner
 * transaction has its own records. In a transaction that is marked rollback-only a send returns an id, and nothing is written.
 * <p>
 * <b>Errors</b>, each of which leaves the transaction as it is:
 * <ul>
 * <li>{@link IllegalStateException}: there is no active transaction.</li>
 * <li>{@link IllegalArgumentException}: the topic is null, empty or not a legal Kafka topic name, the record is null, or its
 * key is neither a {@code String} nor a {@code byte[]}.</li>
 * <li>{@link ValueSerializationException}: the value cannot be written.</li>
 * <li>{@link SendRejectedException}: the record is larger than {@code max.request.size}, {@code buffer.memory} or
 * {@code max-pending-bytes} of the producer let pass.</li>
 * </ul>
 * Where the rows cannot be written before the commit, the transaction is rolled back and its caller gets the exception of the
 * transaction manager, whose cause tells why.
 */
public interface Outbox {

    /** The header that every published copy of a record has: the id that the send returned, as text in UTF-8. */
    String ID_HEADER = "outbox-id";

    /**
     * Sends a value without a key when the current transaction has been committed. Records without a key have no order.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @return the id of the record, which is its header {@value #ID_HEADER}
     * @throws IllegalStateException if there is no active transaction
     * @throws IllegalArgumentException if the topic is not legal
     * @throws ValueSerializationException if the value cannot be written
     * @throws SendRejectedException if the record is too large
     */
    UUID send(String topic, Object value);

    /**
     * Sends a value with a text key when the current transaction has been committed.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @return the id of the record, which is its header {@value #ID_HEADER}
     * @throws IllegalStateException if there is no active transaction
     * @throws IllegalArgumentException if the topic is not legal
     * @throws ValueSerializationException if the value cannot be written
     * @throws SendRejectedException if the record is too large
     */
    UUID send(String topic, Object value, String key);

    /**
     * Sends a value with a binary key when the current transaction has been committed.
     *
     * @param topic the topic, a legal Kafka name
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as it is, or null for none
     * @return the id of the record, which is its header {@value #ID_HEADER}
     * @throws IllegalStateException if there is no active transaction
     * @throws IllegalArgumentException if the topic is not legal
     * @throws ValueSerializationException if the value cannot be written
     * @throws SendRejectedException if the record is too large
     */
    UUID send(String topic, Object value, byte[] key);

    /**
     * Sends a record with headers, a partition or a timestamp of its own when the current transaction has been committed. The
     * record stays as it is. A record without a timestamp gets the time at which it is published.
     *
     * @param record the record; its key is a {@code String}, a {@code byte[]} or null
     * @return the id of the record, which is its header {@value #ID_HEADER}
     * @throws IllegalStateException if there is no active transaction
     * @throws IllegalArgumentException if the record is null, or its topic or its key is not legal
     * @throws ValueSerializationException if the value cannot be written
     * @throws SendRejectedException if the record is too large
     */
    UUID send(ProducerRecord<?, ?> record);

    /**
     * Sends records when the current transaction has been committed. Where one of them is refused, none is sent.
     *
     * @param records the records, not null; may be empty
     * @return the ids in the order of the records
     * @throws IllegalStateException if there is no active transaction
     * @throws IllegalArgumentException if the collection or a record is null, or a topic or a key is not legal
     * @throws ValueSerializationException if a value cannot be written
     * @throws SendRejectedException if a record is too large
     */
    List<UUID> sendAll(Collection<? extends ProducerRecord<?, ?>> records);
}
