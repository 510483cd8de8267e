package io.quarkiverse.kafkaproducer;

import java.util.Map;

import org.apache.kafka.clients.producer.Producer;

/**
 * A connection to a Kafka cluster, by which clients can be made. It holds the settings and no connection itself, so there is
 * nothing to close. {@link KafkaInstances} gives the configured ones and makes others from a {@link KafkaConfig}.
 * <p>
 * Safe to use from any thread. Making a client may block for as long as the names of the brokers take to be resolved and key
 * stores to be read, so it is no work for an event loop.
 * <p>
 * Every client gets a client id that no other of this application has, made from the configured one by a number behind
 * it where that is in use, unless the caller gives one.
 */
public interface KafkaInstance {

    /**
     * Makes a Kafka client that writes keys and values as the injected producers do: keys as {@code String} or {@code byte[]},
     * values as JSON by the application's {@code ObjectMapper}, or by the configured {@code value-serializer}.
     * <p>
     * Apart from that it is Kafka's own producer, with Kafka's own rules: {@code send} returns at once with a future and does
     * not throw what the broker has to say, but blocks for as long as {@code max.block.ms}, 60 seconds by default, where
     * metadata are missing or the buffer is full. It leaves no footprints. Like the injected producers it does not linger and
     * waits for all in-sync replicas, where the configuration does not say otherwise.
     *
     * @return a new client at each call, which the caller has to close
     * @throws ClientCreationException if it cannot be created; Kafka's exception is the cause
     */
    Producer<Object, Object> getProducer();

    /**
     * Makes a Kafka client as {@link #getProducer()} does, with some properties set otherwise.
     * <p>
     * {@code key.serializer} and {@code value.serializer} may be a {@code Class}, the name of one, or an instance, such as a
     * lambda. As with Kafka's own constructors, {@code configure} is called on a serializer that Kafka makes and not on one
     * that
     * is given. What cannot be set for an injected producer is free here: {@code max.block.ms}, {@code acks=0},
     * {@code transactional.id}.
     * <p>
     * With {@code bootstrap.servers} among the overrides, none of the configured security settings is taken, so that no
     * cluster is shown another's password: the overrides have to bring their own.
     *
     * @param overrides Kafka properties by name; one with a null value is left out of the configured ones
     * @return a new client at each call, which the caller has to close
     * @throws ClientCreationException if it cannot be created; Kafka's exception is the cause
     */
    Producer<Object, Object> getProducer(Map<String, Object> overrides);

    /**
     * Makes a producer as the injected ones are, over a client of its own.
     *
     * @return a new producer at each call, which the caller has to close; it is closed with the application at the latest
     * @throws ClientCreationException if its client cannot be created, or a property is set to what would break the promises of
     *         a {@link io.quarkiverse.kafkaproducer.Producer Producer}
     */
    CloseableProducer newProducer();
}
