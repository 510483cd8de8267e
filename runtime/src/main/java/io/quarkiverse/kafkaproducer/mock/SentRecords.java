package io.quarkiverse.kafkaproducer.mock;

import java.util.List;

import org.apache.kafka.common.KafkaException;

import com.fasterxml.jackson.core.type.TypeReference;

/**
 * The records that would have been sent, in their order, with {@code quarkus.kafka-producer.mock=true}. Then no producer sends
 * anything, and each acknowledges every record. To be injected into a test:
 *
 * <pre>{@code
 * @Inject
 * SentRecords sent;
 *
 * assertThat(sent.to("orders").values(Order.class)).containsExactly(order);
 * }</pre>
 *
 * Records of a transaction are there once it has been committed. In a {@code @QuarkusTest} it is cleared before each test.
 * <p>
 * Safe to use from any thread. Every method throws {@link IllegalStateException} where {@code quarkus.kafka-producer.mock} is
 * not true.
 */
public interface SentRecords {

    /**
     * {@return the records sent so far, a copy}
     */
    List<SentRecord> records();

    /**
     * {@return those to a topic, now and later}
     *
     * @param topic its name
     */
    SentRecords to(String topic);

    /**
     * {@return those sent by a named producer, now and later}
     *
     * @param producerName as in {@link io.quarkiverse.kafkaproducer.ProducerName ProducerName}
     */
    SentRecords by(String producerName);

    /**
     * {@return those sent by the default producer, now and later}
     */
    SentRecords byDefault();

    /**
     * {@return the values, read from their JSON by the application's {@code ObjectMapper}; null for a tombstone}
     *
     * @param type what they are read as
     * @throws IllegalStateException if one cannot be read so
     */
    <T> List<T> values(Class<T> type);

    /**
     * {@return the values, read from their JSON by the application's {@code ObjectMapper}; null for a tombstone}
     *
     * @param type what they are read as, with type arguments
     * @throws IllegalStateException if one cannot be read so
     */
    <T> List<T> values(TypeReference<T> type);

    /**
     * {@return the keys: each a {@code String}, a {@code byte[]} or null}
     */
    List<Object> keys();

    /**
     * Has the next record fail as if a broker had refused it, whoever sends it and to whatever topic. It is not among the sent
     * ones. The sender is told as in production: of a {@code SendRejectedException} with this cause, or of a
     * {@code SendTimeoutException} for a {@code TimeoutException}.
     *
     * @param failure what Kafka reports
     */
    default void failNext(KafkaException failure) {
        failNext(1, failure);
    }

    /**
     * Has the next records fail, as {@link #failNext(KafkaException)} says.
     *
     * @param records how many
     * @param failure what Kafka reports
     */
    void failNext(int records, KafkaException failure);

    /** Forgets all records, those of other topics and producers too, and the failures that have not happened yet. */
    void clear();
}
