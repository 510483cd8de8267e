package io.quarkiverse.kafkaproducer.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of declared topics, read when the application starts. */
@ConfigMapping(prefix = "quarkus.kafka-producer.topics")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface TopicsConfig {

    /** Reactions to a declared topic that the brokers do not have. */
    enum Check {
        /** Does not check. */
        OFF,
        /** The log says so. The start does not wait for it. */
        WARN,
        /** The start fails. */
        FAIL
    }

    /**
     * The treatment at the start of a declared topic ({@code @Topic}) that the brokers do not have. {@code warn} logs a
     * warning; {@code fail} ends the start, which waits for the brokers' answer for no longer than the producer's
     * {@code timeout}. Brokers that cannot be reached do not end the start. With both the readiness check names the topics,
     * and is down for {@code fail}. Brokers that create topics automatically have them in time.
     */
    @WithDefault("warn")
    Check check();

    /**
     * Creates declared topics that the brokers do not have, with the brokers' defaults. Only in dev and test mode; elsewhere
     * it is an error.
     */
    @WithDefault("false")
    boolean create();
}
