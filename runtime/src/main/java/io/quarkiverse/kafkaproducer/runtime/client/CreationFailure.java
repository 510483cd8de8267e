package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Collection;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/** Why a client could not be created, in words that hold no secret. */
final class CreationFailure {

    private CreationFailure() {
    }

    static ClientCreationException of(String client, Throwable thrown, Collection<String> secrets) {
        boolean tells = tells(thrown, secrets);
        return new ClientCreationException(client + " cannot be created: "
                + (tells ? thrown.getClass().getName() + ", whose text may hold a secret" : RootCause.messageOf(thrown)),
                tells ? null : thrown);
    }

    private static boolean tells(Throwable thrown, Collection<String> secrets) {
        // bounded, as exceptions may be causes of each other
        int depth = 0;
        for (Throwable one = thrown; one != null && depth < 100; one = one.getCause(), depth++) {
            String text = one.toString();
            // Kafka quotes what is left of a line with a quotation mark too few
            if (text.contains("JAAS config") || secrets.stream().anyMatch(text::contains)) {
                return true;
            }
        }
        return false;
    }
}
