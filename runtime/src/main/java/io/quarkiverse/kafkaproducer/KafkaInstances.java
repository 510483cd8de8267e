package io.quarkiverse.kafkaproducer;

/**
 * The Kafka connections of the application: a bean.
 *
 * <pre>
 * &#64;Inject
 * KafkaInstances instances;
 *
 * KafkaInstance kafka = instances.create(config);
 * </pre>
 *
 * Safe to use from any thread.
 */
public interface KafkaInstances {

    /**
     * The connection of the default producer, as {@code quarkus.kafka-producer.*} and {@code kafka.*} configure it.
     *
     * @return the same settings at each call
     * @throws io.quarkus.runtime.configuration.ConfigurationException if no broker is configured for it
     * @throws io.quarkus.arc.InactiveBeanException if {@code quarkus.kafka-producer.active} is false
     */
    KafkaInstance get();

    /**
     * The connection of a named producer, as {@code quarkus.kafka-producer."name".*} configures it.
     *
     * @param name a name that is configured, or injected by {@link ProducerName}
     * @return the same settings at each call
     * @throws IllegalArgumentException if the name is neither
     * @throws io.quarkus.runtime.configuration.ConfigurationException if no broker is configured for it
     * @throws io.quarkus.arc.InactiveBeanException if its {@code active} is false
     */
    KafkaInstance get(String name);

    /**
     * A connection of its own. It takes nothing from the application's configuration: what the {@link KafkaConfig} does not say
     * is as this extension, then Kafka, has it by default.
     *
     * @param config what to connect to
     * @return a connection
     * @throws IllegalArgumentException if something in it is wrong; the message names it and says what it should be
     */
    KafkaInstance create(KafkaConfig config);
}
