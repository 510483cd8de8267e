package io.quarkiverse.kafkaproducer.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;

/** Run time settings. */
@ConfigMapping(prefix = "quarkus.kafka-producer")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ProducersConfig {

    /** The producer without a name. */
    String DEFAULT_NAME = "<default>";

    /**
     * Producers by name. What is not set for a named producer is taken from the default one, the one without a name, then from
     * {@code kafka.*}, then it is as stated here.
     */
    @ConfigDocSection
    @ConfigDocMapKey("producer-name")
    @WithParentName
    @WithUnnamedKey(DEFAULT_NAME)
    @WithDefaults
    Map<String, OneProducer> producers();

    /**
     * Makes all producers record instead of send, for tests: no broker is needed, and every record is acknowledged. An
     * injected {@code SentRecords} has the records, the latest 50,000 or 32 MiB of them.
     */
    @WithDefault("false")
    boolean mock();

    /**
     * Allows {@code mock} outside of dev mode and tests, for a demonstration or a load test of everything else. Otherwise it
     * ends the start there, because every record would be lost.
     */
    @WithDefault("false")
    boolean mockInProduction();

    /** Run time settings of one producer. */
    interface OneProducer {

        /**
         * The Kafka brokers to connect to first, as {@code host:port}, several separated by commas. Where it is not set,
         * {@code kafka.bootstrap.servers} is used.
         * <p>
         * Servers, protocol, SASL, TLS and credentials belong together: a producer for which this is set takes none of them
         * from the default producer or from {@code kafka.*}, so that no cluster is shown another one's password.
         */
        Optional<List<String>> bootstrapServers();

        /**
         * The protocol of the connection: {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}. If it is
         * not set but {@code tls-configuration-name} is, it is {@code SSL}, or {@code SASL_SSL} if there is a SASL mechanism
         * or user.
         */
        @ConfigDocDefault("PLAINTEXT")
        Optional<String> securityProtocol();

        /** Authentication by SASL. */
        Sasl sasl();

        /**
         * The client id, by which brokers name this producer in logs, metrics and quotas. By default it is the name of the
         * application, {@code quarkus.application.name}, with {@code -kafka-producer} behind it, and with {@code -} and its
         * name
         * for a named producer. A named producer that inherits a client id puts its name behind it, so that no two are the
         * same.
         */
        @ConfigDocDefault("<application>-kafka-producer")
        Optional<String> clientId();

        /**
         * The configuration of the Quarkus TLS registry, {@code quarkus.tls."name".*}, to take the trust store and, for mutual
         * TLS, the key store from. The host name of the broker is verified unless
         * {@code properties."ssl.endpoint.identification.algorithm"} is set to nothing.
         */
        Optional<String> tlsConfigurationName();

        /**
         * The source of username and password instead of {@code sasl.username} and {@code sasl.password}: the name that the
         * application's {@code CredentialsProvider} knows them by. They are asked for whenever a Kafka client is made, and
         * again where the broker refuses them.
         */
        Optional<String> credentialsProvider();

        /**
         * The bean name ({@code @Named}) of the {@code CredentialsProvider}. Needed only where there are several.
         */
        Optional<String> credentialsProviderName();

        /**
         * The longest time of a send, from the call to the acknowledgment, if the call gives none. It covers making the
         * client, the topic's metadata, room in the queue and buffer space. At most {@code delivery.timeout.ms}, which is 2
         * minutes by default.
         */
        @ConfigDocDefault("10S")
        Optional<Duration> timeout();

        /**
         * The longest time that the shutdown waits for records that are on their way. Those that are not acknowledged then
         * fail. Zero waits for none.
         */
        @ConfigDocDefault("10S")
        Optional<Duration> closeTimeout();

        /**
         * The most records that may be on their way, queued or handed to the Kafka client and not acknowledged. Beyond it a
         * blocking send waits until its deadline, and a reactive one is refused at once.
         */
        @ConfigDocDefault("250000")
        Optional<Integer> maxPendingRecords();

        /**
         * The most bytes that the records on their way may have. Beyond it a blocking send waits until its deadline, and a
         * reactive one is refused at once.
         */
        @ConfigDocDefault("64M")
        Optional<MemorySize> maxPendingBytes();

        /**
         * The beginning of this producer's transactional ids; without it there are no transactions. An identity of this
         * instance and a number follow, so that replicas with the same prefix do not fence each other. Where brokers check
         * access, the user needs the right to write to transactional ids with this prefix.
         */
        Optional<String> transactionalIdPrefix();

        /**
         * The serializer of values: the name of a Kafka {@code Serializer} class with a public constructor without parameters,
         * or the {@code @Identifier} of a CDI bean that is a {@code Serializer}. A class is configured with all properties of
         * the Kafka client; a bean is the application's own affair. It is called on workers, any number of them at the same
         * time, within the timeout of the send, as it may wait for a schema registry; one with {@code @NonBlocking} on its
         * class is called on the threads that send. A null value, a tombstone, is not given to it.
         */
        @ConfigDocDefault("JSON, by the ObjectMapper bean")
        Optional<String> valueSerializer();

        /**
         * Makes records events of CloudEvents 1.0, in its binary mode.
         */
        CloudEvents cloudEvents();

        /**
         * Allows this producer to be used. If it is false, nothing of it is checked at start, and using it is an error. It is
         * not inherited.
         */
        @WithDefault("true")
        boolean active();

        /**
         * Any property of Kafka's producer, by its own name, such as {@code "compression.type"}. Not
         * {@code max.block.ms}, {@code key.serializer}, {@code value.serializer} and {@code transactional.id}, which the
         * extension sets, and not {@code acks=0}.
         * <p>
         * By default {@code linger.ms} is 0, for Kafka's own 5 ms would be added to every send that is waited for,
         * {@code acks} is {@code all}, and {@code batch.size} is 131072, as Kafka's own 16384 are what limits many senders;
         * less where {@code buffer.memory} is below 16 MiB. A property that is set to nothing is handed to Kafka as an empty
         * text.
         */
        @ConfigDocMapKey("kafka-property")
        Map<String, Optional<String>> properties();
    }

    /** Attributes of events. */
    interface CloudEvents {

        /**
         * The source of events, a URI reference such as {@code /orders}. With it and {@code cloud-events.type}, or the type of
         * a topic, each record has the headers {@code ce_specversion}, {@code ce_id}, {@code ce_source}, {@code ce_type} and
         * {@code content-type}; those that a record has already stay. The id is a new UUID.
         */
        Optional<String> source();

        /** The type of events, such as {@code com.example.order.placed}, if their topic has no type of its own. */
        Optional<String> type();

        /**
         * The media type of the values, which becomes the header {@code content-type}.
         */
        @ConfigDocDefault("application/json where JSON is written, otherwise there is no such header")
        Optional<String> dataContentType();

        /** Attributes by topic. Without {@code cloud-events.type}, records of topics that are not named are no events. */
        @ConfigDocMapKey("topic")
        Map<String, TopicEvents> topics();
    }

    /** Attributes of a topic's events. */
    interface TopicEvents {

        /** The source of this topic's events. By default as for the producer. */
        Optional<String> source();

        /** The type of this topic's events. By default as for the producer. */
        Optional<String> type();
    }

    /** Settings of authentication by SASL. */
    interface Sasl {

        /**
         * The SASL mechanism: {@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512} with a username and a password.
         * {@code OAUTHBEARER}, {@code GSSAPI} and those of other vendors need {@code properties."sasl.jaas.config"}.
         */
        Optional<String> mechanism();

        /**
         * The user to authenticate as.
         */
        Optional<String> username();

        /**
         * The user's password. Any character may be in it. As in every property <code>${...}</code> is an expression, which is
         * replaced, so that a dollar sign itself is written <code>\$</code>, and <code>\\$</code> in a properties file.
         */
        Optional<String> password();
    }
}
