package io.quarkiverse.kafkaproducer.runtime.producers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class RealServersCheckTest {

    private static final String FILE = "PropertiesConfigSource[source=file:/app/application.properties]";

    private static List<String> warnings(String source, String property, String value) {
        return new RealServersCheck(new SmallRyeConfigBuilder().addDefaultInterceptors().withProfile("dev")
                .withSources(new PropertiesConfigSource(Map.of(property, value), source, 250)).build())
                .warnings(List.of("<default>", "payments"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.kafka-producer.\"payments\".bootstrap-servers",
            "quarkus.kafka-producer.payments.bootstrap-servers", "quarkus.kafka-producer.payments.bootstrap-servers[0]" })
    void aNamedProducerWithRealServersInEveryProfileIsTold(String property) {
        assertThat(warnings(FILE, property, "payments-kafka:9092")).containsExactly("Producer 'payments' sends to "
                + "payments-kafka:9092, also in dev mode and in tests, and not to the broker of Dev Services: "
                + "quarkus.kafka-producer.\"payments\".bootstrap-servers is set for every profile. Set "
                + "%prod.quarkus.kafka-producer.\"payments\".bootstrap-servers instead; or, where this is wanted, "
                + "%dev.quarkus.kafka-producer.\"payments\".bootstrap-servers and "
                + "%test.quarkus.kafka-producer.\"payments\".bootstrap-servers");
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost:9092", "127.0.0.1:9092", "PLAINTEXT://localhost:9092,[::1]:9093",
            "user:password@kafka:9092" })
    void nothingIsSaidOfBrokersOnThisMachineNorOfWhatEndsTheStart(String servers) {
        assertThat(warnings(FILE, "quarkus.kafka-producer.payments.bootstrap-servers", servers)).isEmpty();
    }

    @Test
    void nothingIsSaidWhereItIsWanted() {
        assertThat(warnings(FILE, "%dev.quarkus.kafka-producer.payments.bootstrap-servers", "kafka:9092")).isEmpty();
        assertThat(warnings(FILE, "%prod.quarkus.kafka-producer.payments.bootstrap-servers", "kafka:9092")).isEmpty();
        assertThat(warnings("EnvConfigSource", "quarkus.kafka-producer.payments.bootstrap-servers", "kafka:9092")).isEmpty();
        assertThat(warnings(FILE, "quarkus.kafka-producer.bootstrap-servers", "kafka:9092")).isEmpty();
    }
}
