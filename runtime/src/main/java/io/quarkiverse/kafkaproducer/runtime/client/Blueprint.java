package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.apache.kafka.common.config.SaslConfigs;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.Login;

/** What the clients of a connection are made from: its properties, completed by what is only known when a client is made. */
public final class Blueprint {

    private final String connection;
    private final ClientProperties properties;

    /** @param connection what it is called in messages, such as {@code producer 'payments'} */
    public Blueprint(String connection, ClientProperties properties) {
        this.connection = connection;
        this.properties = properties;
    }

    public ClientProperties properties() {
        return properties;
    }

    public Blueprint withClientId(String clientId) {
        return new Blueprint(connection, properties.withClientId(clientId));
    }

    /**
     * Makes a client with the credentials of the moment. May block, and is therefore for workers.
     *
     * @param chosen properties for the kind of client that is made, to which others are added
     * @param constructor makes the client from the complete properties
     * @throws ClientCreationException if that fails, without any secret
     */
    public <T> T make(Map<String, Object> chosen, Function<Map<String, Object>, T> constructor) {
        return make(chosen, properties.login(), constructor);
    }

    /** Makes a client of another cluster, which must not see the credentials. */
    <T> T makeElsewhere(Map<String, Object> chosen, Function<Map<String, Object>, T> constructor) {
        return make(chosen, null, constructor);
    }

    private <T> T make(Map<String, Object> chosen, Login login, Function<Map<String, Object>, T> constructor) {
        Set<String> secrets = new HashSet<>(properties.secrets());
        secrets.addAll(ClientProperties.secretsOf(chosen));
        try {
            if (login != null && login.provider() != null) {
                chosen.putIfAbsent(SaslConfigs.SASL_JAAS_CONFIG, new ProvidedCredentials(login).jaasLine(secrets));
            }
            return constructor.apply(chosen);
        } catch (RuntimeException | LinkageError e) {
            throw CreationFailure.of("The Kafka client of " + connection, e, secrets);
        }
    }
}
