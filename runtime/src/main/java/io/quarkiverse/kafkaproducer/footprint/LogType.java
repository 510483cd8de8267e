package io.quarkiverse.kafkaproducer.footprint;

/** How serious a {@link Footprint} is. It decides the level at which the footprint is logged. */
public enum LogType {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL
}
