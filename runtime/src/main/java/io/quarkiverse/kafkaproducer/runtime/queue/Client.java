package io.quarkiverse.kafkaproducer.runtime.queue;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/**
 * A Kafka client as the queue sees it. Every method answers at once. Only the owner of the queue calls them, save
 * {@link #retries} and the two that describe.
 */
public interface Client {

    /** The partition of a record whose partition only the client knows. */
    int UNKNOWN_PARTITION = -1;

    /**
     * Returns what is known of a topic, and asks the brokers where nothing is. The answer is announced by
     * {@link SendQueue#metadataArrived()}.
     */
    TopicMetadata metadata(String topic);

    /**
     * Asks the brokers for a topic's metadata again, although something is known.
     *
     * @return false if it cannot be asked for
     */
    boolean refresh(String topic);

    /**
     * Returns the partition that a record will go to.
     *
     * @param partitions how many the topic has
     * @return {@link #UNKNOWN_PARTITION} if only the client knows
     */
    int partition(ProducerRecord<Object, byte[]> record, int partitions);

    /**
     * Returns whether the buffer has room for a record of this size.
     *
     * @param inFlight how many records the client has
     */
    boolean hasRoom(int size, int inFlight);

    /**
     * Hands a record over. {@linkplain Entry#take() Takes} it when it is about to reach the Kafka client, which may be later
     * and on a thread of the client's own; then it answers through {@link Entry#onCompletion} and
     * {@link Entry#notTaken}. Throws nothing.
     */
    void send(Entry entry);

    /** Returns why it is no longer used; null while it is. Safe for any thread. */
    Throwable failure();

    /** Returns whether any record of a topic has been sent to a broker. Safe for any thread. */
    boolean hasSent(String topic);

    /** Returns how many records of a topic the client has tried again so far. Safe for any thread. */
    long retries(String topic);

    /**
     * Looks whether the client still works, while records are in flight. Called once a second.
     *
     * @param now by the queue's clock
     * @return why it has to be replaced; null if it works
     */
    Exception diagnose(long now);

    /** Returns what a topic whose metadata is missing waits for. Safe for any thread. */
    Wait waitForMetadata(String topic, TopicMetadata metadata);

    /** Returns what a record waits for that the client has. Safe for any thread. */
    Wait waitForAcknowledgment(String topic);
}
