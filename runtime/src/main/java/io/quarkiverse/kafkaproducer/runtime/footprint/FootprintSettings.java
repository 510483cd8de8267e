package io.quarkiverse.kafkaproducer.runtime.footprint;

import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.config.FootprintsConfig;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;

/**
 * The settings of footprints.
 *
 * @param includeKey whether messages say the key
 * @param success how serious a success is
 * @param successSample the share of successes that leave one, from 0 to 1
 * @param bufferSize how many may wait to be written
 */
public record FootprintSettings(boolean includeKey, LogType success, double successSample, int bufferSize) {

    private static final String PREFIX = "quarkus.kafka-producer.footprint.";

    /** @throws WrongSettingException if something is set wrong */
    public static FootprintSettings of(FootprintsConfig config) {
        // NaN is not in it either
        if (!(config.successSample() >= 0 && config.successSample() <= 1)) {
            throw WrongSettingException.of(PREFIX + "success-sample",
                    "is " + config.successSample() + ", and should be from 0.0 to 1.0");
        }
        if (config.bufferSize() < 1) {
            throw WrongSettingException.of(PREFIX + "buffer-size",
                    "is " + config.bufferSize() + ", and should be at least 1");
        }
        LogType success = switch (config.successLevel()) {
            case INFO -> LogType.INFO;
            case DEBUG -> LogType.DEBUG;
        };
        return new FootprintSettings(config.includeKey(), success, config.successSample(), config.bufferSize());
    }
}
