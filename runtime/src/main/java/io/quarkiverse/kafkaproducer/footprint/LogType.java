package io.quarkiverse.kafkaproducer.footprint;

/** The severity of a {@link Footprint}. It decides the level at which the footprint is logged. */
public enum LogType {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL
}
