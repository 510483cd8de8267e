package io.quarkiverse.kafkaproducer.outbox;

import java.util.UUID;

import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;

/**
 * An {@link Outbox} for one topic and one type of value: the same table, the same relay, the same promises and errors, which
 * are described there.
 *
 * <pre>
 * &#64;Inject
 * &#64;Topic("orders")
 * TopicOutbox&lt;Order&gt; orders;
 * </pre>
 *
 * @param <T> the type of the values
 */
public interface TopicOutbox<T> {

    /**
     * Returns the topic that every value goes to.
     *
     * @return a legal Kafka topic name
     */
    String topic();

    /**
     * Sends a value without a key when the current transaction has been committed. Records without a key have no order.
     *
     * @param value what to send, or null for a tombstone
     * @return the id of the record, which is its header {@value Outbox#ID_HEADER}
     * @throws IllegalStateException if there is no active transaction
     * @throws ValueSerializationException if the value cannot be written
     * @throws SendRejectedException if the record is too large
     */
    UUID send(T value);

    /**
     * Sends a value with a text key when the current transaction has been committed.
     *
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @return the id of the record, which is its header {@value Outbox#ID_HEADER}
     * @throws IllegalStateException if there is no active transaction
     * @throws ValueSerializationException if the value cannot be written
     * @throws SendRejectedException if the record is too large
     */
    UUID send(T value, String key);

    /**
     * Sends a value with a binary key when the current transaction has been committed.
     *
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as it is, or null for none
     * @return the id of the record, which is its header {@value Outbox#ID_HEADER}
     * @throws IllegalStateException if there is no active transaction
     * @throws ValueSerializationException if the value cannot be written
     * @throws SendRejectedException if the record is too large
     */
    UUID send(T value, byte[] key);
}
