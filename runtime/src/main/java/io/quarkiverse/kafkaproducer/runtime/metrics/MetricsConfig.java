package io.quarkiverse.kafkaproducer.runtime.metrics;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Run time settings of metrics. */
@ConfigMapping(prefix = "quarkus.kafka-producer.metrics")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MetricsConfig {

    /**
     * The number of topics of each producer that have meters of their own: the first ones that are sent to. All others share
     * those with the topic {@code <other>}, so that generated topic names cannot fill the memory. The Kafka client's own
     * meters of a topic are bounded by the same number; beyond it there are none.
     */
    @WithDefault("100")
    int maxTopics();
}
