package io.quarkiverse.kafkaproducer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

import io.smallrye.common.annotation.CheckReturnValue;
import io.smallrye.mutiny.Uni;

/**
 * A {@link ReactiveProducer} for one topic and one type of value: the same path, with the same laziness, threads, deadline,
 * outcomes and failures, which are described there.
 *
 * @param <T> the type of the values
 */
public interface ReactiveTopicProducer<T> {

    /**
     * The topic that every value goes to.
     *
     * @return a legal Kafka topic name
     */
    String topic();

    /**
     * Sends a value without a key, within the configured timeout.
     *
     * @param value what to send, or null for a tombstone
     * @return where the record was written; lazy
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(T value);

    /**
     * Sends a value without a key.
     *
     * @param value what to send, or null for a tombstone
     * @param timeout how long the send may take, from the subscription; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written; lazy
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(T value, Duration timeout);

    /**
     * Sends a value with a text key, within the configured timeout.
     *
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @return where the record was written; lazy
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(T value, String key);

    /**
     * Sends a value with a text key.
     *
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @param timeout how long the send may take, from the subscription; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written; lazy
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(T value, String key, Duration timeout);

    /**
     * Sends a value with a binary key, within the configured timeout.
     *
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as it is, or null for none
     * @return where the record was written; lazy
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(T value, byte[] key);

    /**
     * Sends a value with a binary key.
     *
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as it is, or null for none
     * @param timeout how long the send may take, from the subscription; positive, at most {@code delivery.timeout.ms}
     * @return where the record was written; lazy
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(T value, byte[] key, Duration timeout);

    /**
     * Sends a value with a text key and headers, within the configured timeout.
     *
     * @param value what to send, or null for a tombstone
     * @param key the key, sent as UTF-8, or null for none
     * @param headers copied; null for none
     * @return where the record was written; lazy
     */
    @CheckReturnValue
    Uni<RecordMetadata> send(T value, String key, Headers headers);

    /**
     * Sends values together, without keys, within the configured timeout for all of them.
     *
     * @param values sent in their order
     * @return where the records were written, in their order; lazy; fails with {@link BatchSendException} if any was not
     *         acknowledged
     */
    @CheckReturnValue
    Uni<List<RecordMetadata>> sendAll(Collection<? extends T> values);

    /**
     * Sends values together, within the configured timeout for all of them.
     *
     * @param values sent in their order
     * @param key gives a value's key, or null for none
     * @return where the records were written, in their order; lazy; fails with {@link BatchSendException} if any was not
     *         acknowledged
     */
    @CheckReturnValue
    Uni<List<RecordMetadata>> sendAll(Collection<? extends T> values, Function<? super T, String> key);
}
