package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;

/** The producers that the relay publishes by, made as rows ask for them. */
final class RelayProducers {

    private final Function<String, ProducerRuntime> producers;
    private final String application;
    private final Map<String, RelayProducer> made = new ConcurrentHashMap<>();

    /**
     * @param producers makes them by name, for values that are bytes already
     * @param application its name and that of the table, which no other application on the same cluster has
     */
    RelayProducers(Function<String, ProducerRuntime> producers, String application) {
        this.producers = producers;
        this.application = application;
    }

    /** Returns the transactional id of a lane, which is the same for all replicas. */
    String transactionalId(String producer, int lane) {
        String prefix = get(producer).open().settings().transactionalIdPrefix().orElse(application);
        return prefix + "-outbox-" + (producer == null ? "" : producer + "-") + lane;
    }

    /**
     * @param name null for the default one
     * @throws RuntimeException if there is none that can be used
     */
    RelayProducer get(String name) {
        return made.computeIfAbsent(name == null ? ProducersConfig.DEFAULT_NAME : name,
                one -> RelayProducer.of(producers.apply(one)));
    }

    /** Returns how long to wait for records that are on their way when the application ends. */
    Duration closeTimeout() {
        return made.values().stream().map(producer -> producer.open().settings().closeTimeout()).max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
