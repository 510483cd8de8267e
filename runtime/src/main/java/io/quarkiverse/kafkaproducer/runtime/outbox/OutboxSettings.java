package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.time.Duration;

import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkiverse.kafkaproducer.runtime.outbox.OutboxConfig.SchemaMode;

/** The checked settings of the outbox. */
record OutboxSettings(boolean relay, Duration pollInterval, int batchSize, int lanes, boolean park, boolean transactional,
        SchemaMode schema) {

    private static final String PREFIX = "quarkus.kafka-producer.outbox.";
    private static final Duration SHORTEST_POLL = Duration.ofMillis(10);
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_LANES = 1024;

    /** @throws WrongSettingException if something is set wrong */
    static OutboxSettings of(OutboxConfig config, boolean production) {
        if (config.pollInterval().compareTo(SHORTEST_POLL) < 0) {
            throw WrongSettingException.of(PREFIX + "poll-interval", "is " + config.pollInterval()
                    + ": it should be at least 10 ms");
        }
        within("batch-size", config.batchSize(), MOST_ROWS);
        within("lanes", config.lanes(), MOST_LANES);
        config.health().maxAge().ifPresent(age -> {
            if (age.isNegative() || age.isZero()) {
                throw WrongSettingException.of(PREFIX + "health.max-age", "is " + age + ": it should be a positive duration");
            }
        });
        return new OutboxSettings(config.relay(), config.pollInterval(), config.batchSize(), config.lanes(),
                config.onRefused() == OutboxConfig.OnRefused.PARK, config.transactional(),
                config.schema().orElse(production ? SchemaMode.VALIDATE : SchemaMode.CREATE));
    }

    private static void within(String property, int value, int most) {
        if (value < 1 || value > most) {
            throw WrongSettingException.of(PREFIX + property, "is " + value + ": it should be from 1 to " + most);
        }
    }
}
