package io.quarkiverse.kafkaproducer.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Run time settings of footprints, for all producers. */
@ConfigMapping(prefix = "quarkus.kafka-producer.footprint")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface FootprintsConfig {

    /**
     * Shows the key of a record in its footprint, and in the message of the exception if it fails. If it is false, the
     * footprint is {@code Message has been sent to orders}.
     */
    @WithDefault("true")
    boolean includeKey();

    /**
     * The level of successes, {@code Message sent} and {@code Messages sent}. Failures and late acknowledgments keep their
     * levels.
     */
    @WithDefault("info")
    SuccessLevel successLevel();

    /**
     * The share of successes that leave a footprint, from 0.0, none, to 1.0, all; which ones is left to chance. Failures and
     * late acknowledgments always leave one.
     */
    @WithDefault("1.0")
    double successSample();

    /**
     * The number of footprints that may wait for the log, at least 1. If the log is slower than the sends, further ones are
     * dropped and counted. Successes may take three quarters of it, warnings seven eighths.
     */
    @WithDefault("10000")
    int bufferSize();

    /** The levels of a success. */
    enum SuccessLevel {
        INFO,
        DEBUG
    }
}
