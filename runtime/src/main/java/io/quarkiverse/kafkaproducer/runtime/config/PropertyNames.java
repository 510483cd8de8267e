package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.Map;

import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/** The names under which a producer's settings are set, for messages. */
public interface PropertyNames {

    /** Returns the name of one of the extension's own properties, such as {@code sasl.username}. */
    String of(String property);

    /** Returns the name of one of Kafka's properties. */
    String kafka(String property);

    /** Returns the names of the properties that give the brokers. */
    String bootstrapServers();

    /** Returns the names of the properties that give username and password. */
    String credentials();

    /** Returns the names in the application's configuration. */
    static PropertyNames ofProducer(String producer) {
        return new Configured(ProducersConfig.DEFAULT_NAME.equals(producer) ? "quarkus.kafka-producer."
                : "quarkus.kafka-producer.\"" + Quoted.escape(producer) + "\".");
    }

    /** Returns the names in a {@link io.quarkiverse.kafkaproducer.KafkaConfig}. */
    static PropertyNames ofKafkaConfig() {
        return new InCode();
    }

    record Configured(String prefix) implements PropertyNames {

        @Override
        public String of(String property) {
            return prefix + property;
        }

        @Override
        public String kafka(String property) {
            return prefix + "properties.\"" + property + '"';
        }

        @Override
        public String bootstrapServers() {
            String ofDefault = ofProducer(ProducersConfig.DEFAULT_NAME).of("bootstrap-servers");
            String own = of("bootstrap-servers");
            return "kafka.bootstrap.servers or " + (own.equals(ofDefault) ? own : ofDefault + " or " + own);
        }

        @Override
        public String credentials() {
            return of("sasl.username") + " and " + of("sasl.password") + ", or " + of("credentials-provider") + ",";
        }
    }

    record InCode() implements PropertyNames {

        private static final Map<String, String> METHODS = Map.of("bootstrap-servers", "bootstrapServers",
                "security-protocol", "securityProtocol", "sasl.mechanism", "saslMechanism", "sasl.username",
                "saslPlainUsername", "sasl.password", "saslPlainPassword", "client-id", "clientId");

        @Override
        public String of(String property) {
            return METHODS.containsKey(property) ? "KafkaConfig." + METHODS.get(property) : kafka(property);
        }

        @Override
        public String kafka(String property) {
            return "KafkaConfig.property(\"" + property + "\")";
        }

        @Override
        public String bootstrapServers() {
            return of("bootstrap-servers");
        }

        @Override
        public String credentials() {
            return of("sasl.username") + " and " + of("sasl.password");
        }
    }
}
