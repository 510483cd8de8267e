package io.quarkiverse.kafkaproducer.runtime.config;

import static io.quarkiverse.kafkaproducer.runtime.config.Configured.DEFAULT;
import static io.quarkiverse.kafkaproducer.runtime.config.Configured.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each property of Kafka's producer with values that are likely to be wrong. */
class EveryPropertyTest {

    private static final String[] TLS = { "~bootstrap-servers", "127.0.0.1:1", "~security-protocol", "SSL" };
    private static final String[] LOGIN = { "~bootstrap-servers", "127.0.0.1:1", "~security-protocol", "SASL_PLAINTEXT",
            "~sasl.mechanism", "PLAIN", "~properties.\"sasl.jaas.config\"",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"p\";" };

    static Stream<ConfigDef.ConfigKey> properties() {
        return ProducerConfig.configDef().configKeys().values().stream();
    }

    private static List<String> wrongValues(ConfigDef.Type type) {
        return switch (type) {
            case BOOLEAN -> List.of("maybe", "1");
            case INT, SHORT, LONG, DOUBLE -> List.of("soon", "-7", "1.5", "99999999999999999999", "0");
            case LIST, CLASS -> List.of("org.acme.Missing", "java.lang.String", "a,,b");
            case STRING -> List.of("nonsense", " ");
            case PASSWORD -> List.of("nonsense");
        };
    }

    @ParameterizedTest
    @MethodSource("properties")
    void eitherEndsTheStartByNameOrMakesAClient(ConfigDef.ConfigKey property) {
        List<String> late = new ArrayList<>();
        for (String[] others : List.of(TLS, LOGIN)) {
            for (String value : wrongValues(property.type)) {
                String failure = failure(property.name, value, others);
                if (failure != null) {
                    late.add(property.name + '=' + value + ": " + failure);
                }
            }
        }
        assertThat(late).isEmpty();
    }

    /** Returns what is not told at the start, or not by name. */
    private static String failure(String property, String value, String... others) {
        ClientProperties client;
        try {
            client = settings(DEFAULT, Stream.concat(Stream.of(others), Stream.of("~properties.\"" + property + '"', value))
                    .toArray(String[]::new)).client();
            client.checkCompression();
            client.checkFiles();
        } catch (WrongSettingException e) {
            return e.getMessage().contains(property) ? null : e.getMessage();
        }
        try (var made = new KafkaProducer<>(client.toMap(), new ByteArraySerializer(), new ByteArraySerializer())) {
            return null;
        } catch (RuntimeException | LinkageError e) {
            Throwable reason = e;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            return reason.toString();
        }
    }
}
