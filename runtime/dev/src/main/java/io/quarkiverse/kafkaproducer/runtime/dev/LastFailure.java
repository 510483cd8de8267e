package io.quarkiverse.kafkaproducer.runtime.dev;

import java.time.Instant;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/**
 * The latest send of a producer that failed, as the page shows it.
 *
 * @param cause the message of the innermost cause; null if there is none, or if the message has it already
 */
public record LastFailure(String timestamp, String topic, String message, String cause) {

    static LastFailure of(Instant when, SendException failure) {
        String message = String.valueOf(failure.getMessage());
        String cause = failure.getCause() == null ? null : RootCause.messageOf(failure);
        return new LastFailure(when.toString(), failure.topic(), shown(message),
                cause == null || message.contains(cause) ? null : shown(cause));
    }

    private static String shown(String text) {
        return Quoted.escape(KnownSecrets.hide(text));
    }
}
