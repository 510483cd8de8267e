package io.quarkiverse.kafkaproducer.runtime.config;

import static io.quarkiverse.kafkaproducer.runtime.config.Configured.DEFAULT;
import static io.quarkiverse.kafkaproducer.runtime.config.Configured.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** Properties of a client after the application's customizers. */
class CustomizedTest {

    private final ProducerSettings settings = settings(DEFAULT, "~bootstrap-servers", "k:1", "~properties.\"linger.ms\"", "2");

    @Test
    void goesThroughTheSameChecksAsWhatIsSet() {
        assertWrong("acks (set by a ClientCustomizer) cannot be 0", "acks", "0");
        assertWrong("bootstrap.servers (set by a ClientCustomizer) has 'http://k:1' in it", "bootstrap.servers", "http://k:1");
        assertWrong("partitioner.class (set by a ClientCustomizer) is 'org.acme.X': Class org.acme.X could not be found",
                "partitioner.class", "org.acme.X");
        assertWrong("interceptor.classes (set by a ClientCustomizer) has 'java.lang.String' in it", "interceptor.classes",
                List.of(String.class));
        assertWrong("linger.ms (set by a ClientCustomizer) is 'soon': Not a number of type LONG; it should be a number",
                "linger.ms", "soon");
        assertWrong("security.protocol (set by a ClientCustomizer) is 'TLS'", "security.protocol", "TLS");
        assertWrong("ssl.endpoint.identification.algorithm (set by a ClientCustomizer) is 'x'",
                "ssl.endpoint.identification.algorithm", "x");
        assertWrong("delivery.timeout.ms (set by a ClientCustomizer) is 5000: it should be at least ", "delivery.timeout.ms",
                "5000", "request.timeout.ms", 1000);
    }

    @Test
    void isWarnedAboutWhereItWeakensThePromises() {
        assertThat(customized("enable.idempotence", "false").warnings()).singleElement().asString()
                .startsWith("enable.idempotence (set by a ClientCustomizer) is false: ");
    }

    @Test
    void keepsTheNameOfWhatItLeavesAlone() {
        assertThat(customized("client.id", "x").client().setting("linger.ms").orElseThrow())
                .hasToString("quarkus.kafka-producer.properties.\"linger.ms\"");
    }

    @Test
    void doesNotTouchWhatBelongsToTheExtension() {
        assertThat(customized("max.block.ms", 60_000, "transactional.id", "x").client().toMap()).containsEntry("max.block.ms",
                "0").doesNotContainKey("transactional.id");
    }

    @Test
    void saysWhatTheClientIsPlannedBy() {
        ClientProperties client = customized("compression.type", "gzip", "partitioner.ignore.keys", "true", "buffer.memory",
                262_144, "client.id", "renamed").client();

        assertThat(client.compresses()).isTrue();
        assertThat(client.partitionsByKey()).isFalse();
        assertThat(client.bufferMemory()).isEqualTo(262_144);
        assertThat(client.batchSize()).as("what the client gets").isEqualTo(settings.client().batchSize());
        assertThat(client.clientId()).isEqualTo("renamed");
    }

    @Test
    void mayComeWithACredentialsProviderThatIsNotAskedYet() {
        ProducerSettings provided = settings(DEFAULT, "~bootstrap-servers", "k:1", "~security-protocol", "SASL_SSL",
                "~sasl.mechanism", "PLAIN", "~credentials-provider", "vault");
        Map<String, Object> properties = provided.client().toMap();
        properties.put("linger.ms", 7);

        assertThat(provided.customized(properties).client().toMap()).containsEntry("linger.ms", 7);
    }

    private void assertWrong(String message, Object... changes) {
        assertThatThrownBy(() -> customized(changes)).isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith(message);
    }

    private ProducerSettings customized(Object... changes) {
        Map<String, Object> properties = new HashMap<>(settings.client().toMap());
        for (int i = 0; i < changes.length; i += 2) {
            properties.put((String) changes[i], changes[i + 1]);
        }
        return settings.customized(properties);
    }
}
