package io.quarkiverse.kafkaproducer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

import io.quarkiverse.kafkaproducer.runtime.text.Secrets;

/**
 * The settings of a connection to a Kafka cluster, made in code instead of in the application's configuration.
 *
 * <pre>{@code
 * KafkaConfig config = KafkaConfig.builder()
 *         .bootstrapServers("prod-kafka1:9093", "prod-kafka2:9093")
 *         .securityProtocol("SASL_SSL")
 *         .saslMechanism("SCRAM-SHA-256")
 *         .saslPlainUsername("producer_app")
 *         .saslPlainPassword(password)
 *         .clientId("payment-service-v1")
 *         .property("compression.type", "zstd")
 *         .build();
 * }</pre>
 *
 * Immutable. {@link #toString()} shows no password and no property of which it is not known that it is no secret.
 *
 * @see KafkaInstances#create(KafkaConfig)
 */
public final class KafkaConfig {

    private static final String HIDDEN = "[hidden]";

    private final List<String> bootstrapServers;
    private final String securityProtocol;
    private final String saslMechanism;
    private final String saslPlainUsername;
    private final String saslPlainPassword;
    private final String clientId;
    private final Map<String, Object> properties;

    private KafkaConfig(Builder builder) {
        this.bootstrapServers = builder.bootstrapServers;
        this.securityProtocol = builder.securityProtocol;
        this.saslMechanism = builder.saslMechanism;
        this.saslPlainUsername = builder.saslPlainUsername;
        this.saslPlainPassword = builder.saslPlainPassword;
        this.clientId = builder.clientId;
        this.properties = Map.copyOf(builder.properties);
    }

    /**
     * Starts a configuration.
     *
     * @return a builder with nothing set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The brokers to connect to first.
     *
     * @return each as {@code host:port}; empty if not set
     */
    public List<String> bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * {@code security.protocol}.
     *
     * @return empty if not set
     */
    public Optional<String> securityProtocol() {
        return Optional.ofNullable(securityProtocol);
    }

    /**
     * {@code sasl.mechanism}.
     *
     * @return empty if not set
     */
    public Optional<String> saslMechanism() {
        return Optional.ofNullable(saslMechanism);
    }

    /**
     * The user to authenticate as.
     *
     * @return empty if not set
     */
    public Optional<String> saslPlainUsername() {
        return Optional.ofNullable(saslPlainUsername);
    }

    /**
     * The user's password.
     *
     * @return empty if not set
     */
    public Optional<String> saslPlainPassword() {
        return Optional.ofNullable(saslPlainPassword);
    }

    /**
     * {@code client.id}.
     *
     * @return empty if not set
     */
    public Optional<String> clientId() {
        return Optional.ofNullable(clientId);
    }

    /**
     * All other properties of the Kafka client.
     *
     * @return by Kafka's own names, immutable
     */
    public Map<String, Object> properties() {
        return properties;
    }

    /** Returns the settings without secrets. */
    @Override
    public String toString() {
        Map<String, Object> shown = new TreeMap<>();
        properties.forEach((name, value) -> shown.put(name,
                isShown(name) ? Secrets.hideUserInfo(String.valueOf(value)) : HIDDEN));
        return "KafkaConfig[bootstrapServers=" + bootstrapServers.stream().map(KafkaConfig::withoutUser).toList()
                + ", securityProtocol=" + securityProtocol
                + ", saslMechanism=" + saslMechanism + ", saslPlainUsername=" + saslPlainUsername + ", saslPlainPassword="
                + (saslPlainPassword == null ? null : HIDDEN) + ", clientId=" + clientId + ", properties=" + shown + ']';
    }

    /** An address should have none, which is checked later. */
    private static String withoutUser(String server) {
        int at = server.lastIndexOf('@');
        return at < 0 ? server : HIDDEN + server.substring(at);
    }

    private static boolean isShown(String name) {
        ConfigDef.ConfigKey known = ProducerConfig.configDef().configKeys().get(name);
        return known != null && known.type() != ConfigDef.Type.PASSWORD;
    }

    /** Collects what a {@link KafkaConfig} is made from. Every method returns the builder. Not for several threads. */
    public static final class Builder {

        private List<String> bootstrapServers = List.of();
        private String securityProtocol;
        private String saslMechanism;
        private String saslPlainUsername;
        private String saslPlainPassword;
        private String clientId;
        private final Map<String, Object> properties = new LinkedHashMap<>();

        private Builder() {
        }

        /**
         * The brokers to connect to first; the client learns of the others from them.
         *
         * @param hostsAndPorts each as {@code host:port}
         * @return this
         */
        public Builder bootstrapServers(String... hostsAndPorts) {
            this.bootstrapServers = List.of(hostsAndPorts);
            return this;
        }

        /**
         * The brokers to connect to first; the client learns of the others from them.
         *
         * @param hostsAndPorts each as {@code host:port}
         * @return this
         */
        public Builder bootstrapServers(List<String> hostsAndPorts) {
            this.bootstrapServers = List.copyOf(hostsAndPorts);
            return this;
        }

        /**
         * Sets the protocol of the connection. By default it is {@code PLAINTEXT}.
         *
         * @param protocol {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
         * @return this
         */
        public Builder securityProtocol(String protocol) {
            this.securityProtocol = Objects.requireNonNull(protocol, "securityProtocol");
            return this;
        }

        /**
         * Sets the SASL mechanism, for {@code SASL_PLAINTEXT} or {@code SASL_SSL}.
         *
         * @param mechanism {@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512} with a username and a password;
         *        another
         *        with its own {@code sasl.jaas.config} among the properties
         * @return this
         */
        public Builder saslMechanism(String mechanism) {
            this.saslMechanism = Objects.requireNonNull(mechanism, "saslMechanism");
            return this;
        }

        /**
         * The user to authenticate as.
         *
         * @param username any characters
         * @return this
         */
        public Builder saslPlainUsername(String username) {
            this.saslPlainUsername = Objects.requireNonNull(username, "saslPlainUsername");
            return this;
        }

        /**
         * The user's password.
         *
         * @param password any characters, taken as they are
         * @return this
         */
        public Builder saslPlainPassword(String password) {
            this.saslPlainPassword = Objects.requireNonNull(password, "saslPlainPassword");
            return this;
        }

        /**
         * The client id, by which brokers name the client in logs, metrics and quotas. By default it is
         * {@code kafka-instance}. The second client that is open at the same time gets {@code -2} behind it, and so on.
         *
         * @param clientId the client id
         * @return this
         */
        public Builder clientId(String clientId) {
            this.clientId = Objects.requireNonNull(clientId, "clientId");
            return this;
        }

        /**
         * Any property of Kafka's producer, such as {@code compression.type}; also {@code tls-configuration-name} for a
         * configuration of the Quarkus TLS registry, and {@code transactional-id-prefix} for the transactions of
         * {@link KafkaInstance#newProducer()}.
         *
         * @param name Kafka's name for it
         * @param value its value
         * @return this
         */
        public Builder property(String name, Object value) {
            properties.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name));
            return this;
        }

        /**
         * The configuration.
         *
         * @return what was set; whether it fits together is checked by {@link KafkaInstances#create(KafkaConfig)}
         */
        public KafkaConfig build() {
            return new KafkaConfig(this);
        }
    }
}
