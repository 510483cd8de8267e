package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.config.SaslCredentials;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkiverse.kafkaproducer.runtime.text.Secrets;

/** Makes the clients of a connection from its properties, and from values that are only known when a client is made. */
public final class ClientBuilder {

    private static final String CHANNEL_OF_THE_DEFAULT = "default";

    private final String name;
    private final ClientProperties properties;
    private final Customizers customizers;

    /** @param name the producer's */
    public ClientBuilder(String name, ClientProperties properties) {
        this.name = name;
        this.properties = properties;
        this.customizers = new Customizers(name.equals(ProducersConfig.DEFAULT_NAME) ? CHANNEL_OF_THE_DEFAULT : name);
    }

    public ClientProperties properties() {
        return properties;
    }

    /** Returns what the application's customizers make of the properties of a producer's client, without credentials. */
    public Map<String, Object> customized() {
        return customizers.apply(properties.toMap());
    }

    /**
     * Makes a client with the credentials of the moment and what the application's customizers want. May block, and is
     * therefore
     * for workers.
     *
     * @param chosen properties for the kind of client that is made, to which others are added
     * @param last what has precedence over the customizers
     * @param constructor makes the client from the complete properties
     * @throws ClientCreationException if that fails, without any secret
     */
    public <T> T make(Map<String, Object> chosen, UnaryOperator<Map<String, Object>> last,
            Function<Map<String, Object>, T> constructor) {
        return make(chosen, properties.login(), last, constructor);
    }

    /** Makes a client of another cluster, which must not see the credentials. */
    <T> T makeElsewhere(Map<String, Object> chosen, UnaryOperator<Map<String, Object>> last,
            Function<Map<String, Object>, T> constructor) {
        return make(chosen, null, last, constructor);
    }

    private <T> T make(Map<String, Object> chosen, SaslCredentials login, UnaryOperator<Map<String, Object>> last,
            Function<Map<String, Object>, T> constructor) {
        KnownSecrets.add(properties.secrets());
        Object servers = null;
        try {
            if (login != null && login.provider() != null) {
                chosen.put(SaslConfigs.SASL_JAAS_CONFIG, new ProvidedCredentials(login)
                        .jaasLine(password -> KnownSecrets.add(Secrets.of(List.of(password)))));
            }
            Map<String, Object> complete = last.apply(customizers.apply(chosen));
            KnownSecrets.add(ClientProperties.secretsOf(complete));
            servers = complete.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
            // it begins each line that Kafka's client logs
            complete.computeIfPresent(CommonClientConfigs.CLIENT_ID_CONFIG, (key, id) -> Quoted.escape(String.valueOf(id)));
            return constructor.apply(complete);
        } catch (RuntimeException | LinkageError e) {
            throw CreationFailure.of("The Kafka client of producer " + Quoted.text(name), servers, properties.names(), e);
        }
    }
}
