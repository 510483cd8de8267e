package io.quarkiverse.kafkaproducer.runtime.config;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The properties that a producer's Kafka client is made with. */
public final class ClientProperties {

    private static final String TRANSACTIONAL_MAX_BLOCK_MS = "50";
    private static final String DEFAULT_CLIENT_ID = "kafka-producer";

    /** Kafka's own defaults linger 5 ms, which every send that is waited for would take longer. */
    private static final Map<String, Object> DEFAULTS = Map.of(ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true", ProducerConfig.LINGER_MS_CONFIG, "0",
            ProducerConfig.CLIENT_ID_CONFIG, DEFAULT_CLIENT_ID);

    /** Set by the extension: a client that waits, or that writes values itself, could keep no promise of a producer. */
    private static final Set<String> OURS = Set.of(ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    private final Map<String, Object> properties;
    private final AbstractConfig parsed;

    private ClientProperties(Map<String, Object> properties) {
        this.properties = Collections.unmodifiableMap(properties);
        Map<String, Object> complete = new HashMap<>(properties);
        complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try {
            this.parsed = new AbstractConfig(ProducerConfig.configDef(), complete, false);
        } catch (ConfigException e) {
            throw new ConfigurationException("A property of the Kafka producer is wrong: " + e.getMessage());
        }
    }

    static ClientProperties of(ProducersConfig.OneProducer config, Map<String, Object> inherited) {
        Map<String, Object> properties = new HashMap<>(DEFAULTS);
        inherited.forEach((name, value) -> {
            // the map of all kafka.* properties is for consumers, too
            if (!OURS.contains(name) && !name.equals(ConsumerConfig.GROUP_ID_CONFIG)) {
                properties.put(name, value);
            }
        });
        config.properties().forEach((name, value) -> {
            if (OURS.contains(name)) {
                throw new ConfigurationException("quarkus.kafka-producer.properties.\"" + name
                        + "\" cannot be set: the extension sets it",
                        Set.of("quarkus.kafka-producer.properties.\"" + name + "\""));
            }
            properties.put(name, value);
        });
        config.bootstrapServers().ifPresent(
                servers -> properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", servers)));
        config.clientId().ifPresent(id -> properties.put(ProducerConfig.CLIENT_ID_CONFIG, id));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
        check(properties);
        return new ClientProperties(properties);
    }

    private static void check(Map<String, Object> properties) {
        if (String.valueOf(properties.getOrDefault(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "")).isBlank()) {
            throw new ConfigurationException("No Kafka broker is configured: set kafka.bootstrap.servers or "
                    + "quarkus.kafka-producer.bootstrap-servers to host:port", Set.of("kafka.bootstrap.servers"));
        }
        if ("0".equals(String.valueOf(properties.get(ProducerConfig.ACKS_CONFIG)).trim())) {
            throw new ConfigurationException("acks=0 cannot be used: a send returns when the broker has acknowledged it; "
                    + "it should be all");
        }
    }

    /**
     * The same for one transactional client. Its {@code max.block.ms} is short but not 0, as the transactional calls wait by
     * it; those that are not answered in time are made again.
     */
    public ClientProperties transactional(String transactionalId, Duration timeout) {
        Map<String, Object> own = new HashMap<>(properties);
        own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        own.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(timeout.toMillis()));
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTIONAL_MAX_BLOCK_MS);
        own.put(ProducerConfig.CLIENT_ID_CONFIG, properties.get(ProducerConfig.CLIENT_ID_CONFIG) + "-" + transactionalId);
        return new ClientProperties(own);
    }

    public boolean mayBlock() {
        return parsed.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG) > 0;
    }

    /** For {@code new KafkaProducer}; the serializers are given to it as instances. */
    public Map<String, Object> toMap() {
        return properties;
    }

    public String bootstrapServers() {
        return String.join(",", parsed.getList(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    public Duration deliveryTimeout() {
        return Duration.ofMillis(parsed.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
    }

    public long bufferMemory() {
        return parsed.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG);
    }

    public int batchSize() {
        return parsed.getInt(ProducerConfig.BATCH_SIZE_CONFIG);
    }

    /** A partitioner or an interceptor of the application. */
    public boolean sendRunsUserCode() {
        return parsed.getClass(ProducerConfig.PARTITIONER_CLASS_CONFIG) != null
                || !parsed.getList(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG).isEmpty();
    }

    public boolean compresses() {
        return !"none".equals(parsed.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG));
    }
}
