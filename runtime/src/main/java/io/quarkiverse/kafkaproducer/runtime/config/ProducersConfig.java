package io.quarkiverse.kafkaproducer.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;

/** What can be set when the application starts. */
@ConfigMapping(prefix = "quarkus.kafka-producer")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ProducersConfig {

    /** The producer without a name. */
    String DEFAULT_NAME = "<default>";

    /** Producers by name. */
    @ConfigDocSection
    @ConfigDocMapKey("producer-name")
    @WithParentName
    @WithUnnamedKey(DEFAULT_NAME)
    @WithDefaults
    Map<String, OneProducer> producers();

    /** What can be set for one producer. */
    interface OneProducer {

        /**
         * The Kafka brokers to connect to first, as {@code host:port}, several separated by commas. Where it is not set,
         * {@code kafka.bootstrap.servers} is used.
         */
        Optional<List<String>> bootstrapServers();

        /**
         * The client id, by which brokers name this producer in logs, metrics and quotas. By default it is
         * {@code kafka-producer}.
         */
        Optional<String> clientId();

        /**
         * How long a send may take, from the call to the acknowledgment, where the call does not say. It covers making the
         * client, the topic's metadata, room in the queue and buffer space. At most {@code delivery.timeout.ms}. By default it
         * is 10 seconds.
         */
        Optional<Duration> timeout();

        /**
         * How long the shutdown waits for records that are on their way. Those that are not acknowledged then fail. By default
         * it is 10 seconds.
         */
        Optional<Duration> closeTimeout();

        /**
         * How many records may be on their way, queued or handed to the Kafka client and not acknowledged. Beyond it a blocking
         * send waits until its deadline, and a reactive one is refused at once. By default it is 250000.
         */
        Optional<Integer> maxPendingRecords();

        /**
         * How many bytes the records that are on their way may have. Beyond it a blocking send waits until its deadline, and a
         * reactive one is refused at once. By default it is 64M.
         */
        Optional<MemorySize> maxPendingBytes();

        /**
         * What the transactional ids of this producer begin with; without it there are no transactions. An identity of this
         * instance and a number follow, so that replicas with the same prefix do not fence each other. Where brokers check
         * access, the user needs the right to write to transactional ids with this prefix.
         */
        Optional<String> transactionalIdPrefix();

        /**
         * Any property of Kafka's producer, by its own name, such as {@code "compression.type"}. Not
         * {@code max.block.ms}, {@code key.serializer}, {@code value.serializer} and {@code transactional.id}, which the
         * extension sets.
         */
        @ConfigDocMapKey("kafka-property")
        Map<String, String> properties();
    }
}
