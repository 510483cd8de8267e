package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the transactional outbox, read when the application starts. */
@ConfigMapping(prefix = "quarkus.kafka-producer.outbox")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface OutboxConfig {

    /** Lets this replica publish the rows of the table. With false it only writes, and others publish. */
    @WithDefault("true")
    boolean relay();

    /**
     * The time between two looks of the relay for rows that other replicas have left. It looks up to a quarter later, so that
     * replicas do not look at the same time. What this replica commits is published at once.
     */
    @WithDefault("1S")
    Duration pollInterval();

    /** The most rows that the relay reads at a time. With {@code transactional} it is also the size of a Kafka transaction. */
    @WithDefault("1000")
    int batchSize();

    /**
     * Into how many lanes the rows are spread, by topic and key. Each lane is published by one replica at a time. All replicas
     * must have the same number; change it while the table is empty, or the order of a key may be lost once. At most 1024.
     */
    @WithDefault("64")
    int lanes();

    /**
     * The treatment of a key whose record Kafka refuses for good. With {@code block} its later records wait until the record
     * is published or discarded. With {@code park} the record is set aside, and the later ones are published without it.
     */
    @WithDefault("block")
    OnRefused onRefused();

    /**
     * Lets the relay publish each batch of a lane in a Kafka transaction, so that a replica that was stopped, and comes back
     * later, cannot write any more. Consumers have to read with {@code isolation.level=read_committed} then. The transactional
     * ids begin with {@code transactional-id-prefix} of the producer, or else with the name of the application.
     */
    @WithDefault("false")
    boolean transactional();

    /**
     * The treatment of the table at the start: {@code create} makes it if it is missing, {@code validate} ends the start if it
     * is missing or has another shape, {@code none} does nothing.
     */
    @ConfigDocDefault("create in dev and test mode, validate otherwise")
    Optional<SchemaMode> schema();

    /** The readiness check. */
    Health health();

    /** Settings of the readiness check. */
    interface Health {

        /**
         * The application is not ready while the oldest row has been waiting for longer. Where it is not set there is no such
         * check.
         */
        Optional<Duration> maxAge();
    }

    /** Treatment of a key whose record Kafka refuses for good. */
    enum OnRefused {
        /** Later records of the key wait. */
        BLOCK,
        /** The record is set aside. */
        PARK
    }

    /** Treatment of the table at the start. */
    enum SchemaMode {
        /** Makes it if it is missing. */
        CREATE,
        /** The start fails if it is not as it should be. */
        VALIDATE,
        /** Does nothing. */
        NONE
    }
}
