package io.quarkiverse.kafkaproducer.deployment;

import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The broker that dev mode and tests are given. */
@ConfigMapping(prefix = "quarkus.kafka-producer.devservices")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface DevServicesBuildTimeConfig {

    /**
     * Starts an embedded Kafka broker in dev mode and tests, if {@code kafka.bootstrap.servers} is not set, some producer has
     * no servers of its own, and there is no container runtime. If there is one, Quarkus starts its own container;
     * {@code quarkus.kafka.devservices.enabled} set to false turns off both.
     */
    @WithDefault("true")
    boolean enabled();

    /** The port that the embedded broker listens on. By default a free one is chosen. */
    Optional<Integer> port();

    /** Topics to create on the embedded broker, with their number of partitions. Others are created when they are used. */
    @ConfigDocMapKey("topic-name")
    Map<String, Integer> topicPartitions();
}
