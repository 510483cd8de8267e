package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Collection;

import io.quarkiverse.kafkaproducer.ClientCreationException;

/** Why a client could not be created, in words that hold no secret. */
final class CreationFailure {

    private CreationFailure() {
    }

    static ClientCreationException of(String client, Throwable thrown, Collection<String> secrets) {
        boolean tells = tells(thrown, secrets);
        return new ClientCreationException(client + " cannot be created: "
                + (tells ? thrown.getClass().getName() + ", whose text may hold a secret" : reason(thrown)),
                tells ? null : thrown);
    }

    /** Kafka wraps what went wrong in "Failed to construct kafka producer"; the innermost message is the one that helps. */
    private static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    private static boolean tells(Throwable thrown, Collection<String> secrets) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            String text = one.toString();
            // Kafka quotes what is left of a line with a quotation mark too few
            if (text.contains("JAAS config") || secrets.stream().anyMatch(text::contains)) {
                return true;
            }
        }
        return false;
    }
}
