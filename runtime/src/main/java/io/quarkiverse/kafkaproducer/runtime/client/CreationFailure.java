package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Collection;
import java.util.stream.Collectors;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/** Why a client could not be created, in words that hold no secret. */
final class CreationFailure {

    private CreationFailure() {
    }

    /** @param servers of the client */
    static ClientCreationException of(String client, Object servers, Throwable thrown, Collection<String> secrets) {
        boolean tells = tells(thrown, secrets);
        String reason = tells ? thrown.getClass().getName() + ", whose text may hold a secret" : RootCause.messageOf(thrown);
        if (KafkaErrors.isUnresolvable(thrown)) {
            // Kafka says which only in its log
            reason += ", which is " + (servers instanceof Collection<?> several
                    ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : servers);
        }
        return new ClientCreationException(client + " cannot be created: " + reason, tells ? null : thrown);
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
