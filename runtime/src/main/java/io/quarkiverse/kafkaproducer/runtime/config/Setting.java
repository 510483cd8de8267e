package io.quarkiverse.kafkaproducer.runtime.config;

import org.apache.kafka.common.config.types.Password;

/**
 * A value and where it was set.
 *
 * @param property what it is called there, for messages
 * @param inherited whether it comes from {@code kafka.*}, where it was not set for a producer of ours
 */
record Setting(Object value, String property, boolean inherited) {

    Setting(Object value, String property) {
        this(value, property, false);
    }

    String text() {
        return value instanceof Password password ? password.value() : String.valueOf(value);
    }

    /** Returns the property without the value, which may be a secret. */
    @Override
    public String toString() {
        return property;
    }
}
