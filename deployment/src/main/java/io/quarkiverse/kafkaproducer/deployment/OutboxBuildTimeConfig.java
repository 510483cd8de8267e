package io.quarkiverse.kafkaproducer.deployment;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the transactional outbox that are read at build. */
@ConfigMapping(prefix = "quarkus.kafka-producer.outbox")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface OutboxBuildTimeConfig {

    /**
     * The name of the datasource whose database has the outbox table: that of the data which transactions change. Needed only
     * where there are several; the one without a name is {@code <default>}.
     */
    Optional<String> datasource();

    /**
     * The name of the outbox table, perhaps with that of its schema before it, {@code schema.table}. Letters, digits and
     * underscores.
     */
    @WithDefault("kafka_outbox")
    String table();
}
