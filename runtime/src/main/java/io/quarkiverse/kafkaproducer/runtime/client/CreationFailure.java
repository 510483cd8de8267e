package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Collection;
import java.util.stream.Collectors;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;
import io.quarkiverse.kafkaproducer.runtime.failure.Cause;
import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/** Why a client could not be created, in words that hold no secret. */
final class CreationFailure {

    private CreationFailure() {
    }

    /** @param servers of the client */
    static ClientCreationException of(String client, Object servers, PropertyNames names, Throwable thrown) {
        Throwable shown = isOfTheJaasLine(thrown) ? null : KnownSecrets.hide(thrown);
        String reason = shown == null ? thrown.getClass().getName() + ", as sasl.jaas.config is no JAAS configuration"
                : RootCause.messageOf(shown);
        if (KafkaErrors.isUnresolvable(thrown)) {
            // Kafka says which only in its log
            reason = Cause.hostNotResolvable(servers instanceof Collection<?> several
                    ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(servers)).text(names);
        }
        return new ClientCreationException(client + " cannot be created: " + reason, shown);
    }

    /** Kafka quotes what a forgotten quotation mark left of a line, which may be half a password. */
    private static boolean isOfTheJaasLine(Throwable thrown) {
        // bounded, as exceptions may be causes of each other
        int depth = 0;
        for (Throwable one = thrown; one != null && depth < 100; one = one.getCause(), depth++) {
            if (one.toString().contains("JAAS config")) {
                return true;
            }
        }
        return false;
    }
}
