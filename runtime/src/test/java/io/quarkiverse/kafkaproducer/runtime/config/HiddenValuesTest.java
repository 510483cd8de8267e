package io.quarkiverse.kafkaproducer.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class HiddenValuesTest {

    @Test
    void passwordsAreHiddenAndWhatKafkaDoesNotKnow() {
        assertThat(hide("1 2 3 4 5", Map.of("ssl.key.password", "1", "my.token", "2", "sasl.jaas.config", new Password("3"),
                "ssl.keystore.key", "4", "acks", "5"))).isEqualTo("[hidden] [hidden] [hidden] [hidden] 5");
        assertThat(hide("a long value", Map.of("my.mode", "a long value"))).isEqualTo("[hidden]");
    }

    @Test
    void aWordOrANumberThatIsHardlyASecretStaysReadable() {
        String text = "true, within 500 ms, fast, earliest";

        assertThat(hide(text, Map.of("my.token.use", "true", "my.mode", "fast", "my.key.size", "500", "auto.offset.reset",
                "earliest", "max.poll.records", 500))).isEqualTo(text);
    }

    @Test
    void eachOptionOfAJaasLineIsHiddenByItself() {
        Map<String, String> line = Map.of("sasl.jaas.config",
                "org.acme.Module required user=\"jane\" pin=\"4711\" token=\"a \\\"b\\\"\" debug=true;");

        assertThat(hide("jane, 4711, a \"b\", true", line)).isEqualTo("[hidden], [hidden], [hidden], true");
        assertThat(hide("4711, a \"b\"", Map.of("sasl.jaas.config", "org.acme.M required pin=4711 token=\"a \\\"b\\\"\";")))
                .isEqualTo("[hidden], [hidden]");
        assertThat(hide("jane, half a", Map.of("sasl.jaas.config", "x user=jane password=\"half a\" quoted\"")))
                .isEqualTo("[hidden], [hidden]");
    }

    @Test
    void theUserIsNoSecretWhereItMayBeSetByItself() {
        assertThat(hide("user jane, s3cret", Map.of("sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"jane\" password=\"s3cret\";")))
                .isEqualTo("user jane, [hidden]");
    }

    @Test
    void userAndPasswordOfAUrlAreHidden() {
        Map<String, Object> properties = Map.of("sasl.oauthbearer.token.endpoint.url", "https://jane:pa/ss@tokens:443/x",
                "bootstrap.servers", List.of("SSL://joe:doe@k:1", "k:2"));

        assertThat(hide("jane:pa/ss, pa/ss, joe:doe", properties)).isEqualTo("[hidden], [hidden], [hidden]");
        assertThat(HiddenValues.shown("sasl.oauthbearer.token.endpoint.url", "https://jane:pw@tokens/x"))
                .isEqualTo("https://[hidden]@tokens/x");
        assertThat(HiddenValues.shown("my.url", "https://tokens/x")).isEqualTo("[hidden]");
    }

    private static String hide(String text, Map<String, ?> properties) {
        return HiddenValues.of(properties).hide(text);
    }
}
