package io.quarkiverse.kafkaproducer;

/**
 * A {@link Producer} over a Kafka client of its own, made by {@link KafkaInstance#newProducer()} and to be closed by whoever
 * made it.
 *
 * <pre>{@code
 * try (CloseableProducer producer = kafka.newProducer()) {
 *     producer.send("events", Map.of("event", "start"));
 * }
 * }</pre>
 */
public interface CloseableProducer extends Producer, AutoCloseable {

    /**
     * Flushes and closes: waits until the sends of other threads that are on their way have been acknowledged, at most for
     * {@code close-timeout}, after which they fail as {@link ProducerClosedException}, as does every later send. Blocks. A
     * second
     * call does nothing.
     */
    @Override
    void close();
}
