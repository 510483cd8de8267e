package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;

import io.quarkiverse.kafkaproducer.KafkaConfig;

/**
 * One of the places where a producer's settings come from: its own, the default producer's, {@code kafka.*}, or a
 * {@link KafkaConfig}. Dedicated properties go before the same ones among {@code properties}.
 */
final class SettingsSource {

    /** The name that {@code quarkus-kafka-client} has for it among Kafka's own properties. */
    static final String TLS_NAME = "tls-configuration-name";

    /** May also be a property of a {@link KafkaConfig}, which has no other place for it. */
    static final String TRANSACTIONAL_ID_PREFIX = "transactional-id-prefix";

    final Map<String, Setting> kafka = new LinkedHashMap<>();
    final Map<String, Setting> login = new LinkedHashMap<>();

    private SettingsSource() {
    }

    static SettingsSource of(PropertyNames names, ProducersConfig.OneProducer config) {
        SettingsSource level = new SettingsSource();
        config.properties().forEach((name, value) -> level.kafka.put(name, new Setting(value.orElse(""), names.kafka(name))));
        level.dedicated(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, names.of("bootstrap-servers"),
                config.bootstrapServers().map(servers -> String.join(",", servers)));
        level.dedicated(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, names.of("security-protocol"),
                config.securityProtocol());
        level.dedicated(SaslConfigs.SASL_MECHANISM, names.of("sasl.mechanism"), config.sasl().mechanism());
        level.dedicated(ProducerConfig.CLIENT_ID_CONFIG, names.of("client-id"), config.clientId());
        level.dedicated(TLS_NAME, names.of(TLS_NAME), config.tlsConfigurationName());
        level.login(SaslCredentials.USERNAME, names.of("sasl.username"), config.sasl().username());
        level.login(SaslCredentials.PASSWORD, names.of("sasl.password"), config.sasl().password());
        level.login(SaslCredentials.PROVIDER, names.of("credentials-provider"), config.credentialsProvider());
        level.login(SaslCredentials.PROVIDER_BEAN, names.of("credentials-provider-name"), config.credentialsProviderName());
        return level;
    }

    static SettingsSource of(KafkaConfig config) {
        PropertyNames names = PropertyNames.ofKafkaConfig();
        SettingsSource level = new SettingsSource();
        config.properties().forEach((name, value) -> level.kafka.put(name, new Setting(value, names.kafka(name))));
        level.kafka.remove(TRANSACTIONAL_ID_PREFIX);
        level.dedicated(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, names.of("bootstrap-servers"),
                Optional.of(String.join(",", config.bootstrapServers())).filter(servers -> !servers.isEmpty()));
        level.dedicated(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, names.of("security-protocol"),
                config.securityProtocol());
        level.dedicated(SaslConfigs.SASL_MECHANISM, names.of("sasl.mechanism"), config.saslMechanism());
        level.dedicated(ProducerConfig.CLIENT_ID_CONFIG, names.of("client-id"), config.clientId());
        level.login(SaslCredentials.USERNAME, names.of("sasl.username"), config.saslPlainUsername());
        level.login(SaslCredentials.PASSWORD, names.of("sasl.password"), config.saslPlainPassword());
        return level;
    }

    /** Returns the source of all {@code kafka.*} properties, which are for consumers, too. */
    static SettingsSource inherited(Map<String, Object> kafka) {
        SettingsSource level = new SettingsSource();
        kafka.forEach((name, value) -> {
            if (!name.equals(ConsumerConfig.GROUP_ID_CONFIG) && !"".equals(value)) {
                level.kafka.put(name, new Setting(value, "kafka." + name, true));
            }
        });
        return level;
    }

    private void dedicated(String kafkaName, String property, Optional<String> value) {
        value.ifPresent(set -> kafka.put(kafkaName, new Setting(set, property)));
    }

    private void login(String what, String property, Optional<String> value) {
        value.ifPresent(set -> login.put(what, new Setting(set, property)));
    }

    boolean hasServers() {
        return kafka.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    }

    boolean hasLogin() {
        return !login.isEmpty() || kafka.containsKey(SaslConfigs.SASL_JAAS_CONFIG);
    }

    /**
     * Returns whether a property says where to connect to or what to show there. A producer with its own servers does not
     * inherit it.
     */
    static boolean isOfTheCluster(String kafkaName) {
        return kafkaName.equals(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG) || kafkaName.startsWith("security.")
                || kafkaName.startsWith("sasl.") || kafkaName.startsWith("ssl.") || kafkaName.equals(TLS_NAME);
    }
}
