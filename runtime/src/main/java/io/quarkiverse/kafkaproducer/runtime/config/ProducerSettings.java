package io.quarkiverse.kafkaproducer.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;

/** What one producer goes by, with everything that was not set filled in. */
public record ProducerSettings(String name, Duration timeout, Duration closeTimeout, int maxPendingRecords,
        long maxPendingBytes, Optional<String> transactionalIdPrefix, ClientProperties client) {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final int RECORDS = 250_000;
    private static final long BYTES = 64L * 1024 * 1024;

    /**
     * @param inherited every {@code kafka.*} property, without its prefix
     * @throws io.quarkus.runtime.configuration.ConfigurationException if something is set wrong
     */
    public static ProducerSettings of(String name, ProducersConfig.OneProducer config, Map<String, Object> inherited) {
        return new ProducerSettings(name, config.timeout().orElse(TEN_SECONDS), config.closeTimeout().orElse(TEN_SECONDS),
                config.maxPendingRecords().orElse(RECORDS),
                config.maxPendingBytes().map(MemorySize::asLongValue).orElse(BYTES),
                config.transactionalIdPrefix(), ClientProperties.of(config, inherited));
    }

    /** The full name of one of this producer's properties. */
    public String property(String property) {
        return ProducersConfig.DEFAULT_NAME.equals(name) ? "quarkus.kafka-producer." + property
                : "quarkus.kafka-producer.\"" + name + "\"." + property;
    }
}
